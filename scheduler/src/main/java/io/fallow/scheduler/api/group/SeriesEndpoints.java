package io.fallow.scheduler.api.group;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Cursors;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Once;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.booking.Candidate;
import io.fallow.scheduler.booking.ReservationFilter.Place;
import io.fallow.scheduler.calendar.Fault;
import io.fallow.scheduler.calendar.Recurrence;
import io.fallow.scheduler.group.OnConflict;
import io.fallow.scheduler.group.Placement;
import io.fallow.scheduler.group.Proposals;
import io.fallow.scheduler.group.Series;
import io.fallow.scheduler.group.SeriesOutcome;
import io.fallow.scheduler.group.SeriesPlan;
import io.fallow.scheduler.group.SeriesRequest;
import io.fallow.scheduler.group.SeriesService;
import io.fallow.scheduler.sharing.Sharing;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Book a series, preview it, look it up, cancel it. */
public final class SeriesEndpoints implements Operations {

  private final SeriesService series;
  private final Sharing sharing;
  private final Once once;

  /** Operations over these services. */
  public SeriesEndpoints(SchedulerServices services) {
    this.series = services.series();
    this.sharing = services.sharing();
    this.once = new Once(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "bookSeries", this::book,
        "previewSeries", this::preview,
        "seriesList", this::list,
        "series", this::get,
        "cancelSeries", this::cancel);
  }

  private Answer book(Call call) {
    SeriesPlan plan = plan(call);
    return once.before(call, "bookSeries").orElseGet(() -> book(call, plan));
  }

  private Answer book(Call call, SeriesPlan plan) {
    Candidate candidate = candidate(plan, call);
    Proposals proposals = series.proposals(plan, candidate, call.now());
    return once.answer(
        call,
        "bookSeries",
        connection -> answer(series.book(connection, plan, candidate, proposals, call.now())));
  }

  private static Answer answer(SeriesOutcome outcome) {
    return outcome.fold(
        booked -> {
          JsonObject body = GroupJson.of(booked.series());
          body.put("times", GroupJson.times(booked.placements()));
          return Answer.created("/api/v1/series/" + booked.series().id(), body);
        },
        notBooked -> {
          throw GroupProblems.notBooked(notBooked.placements());
        });
  }

  private Candidate candidate(SeriesPlan plan, Call call) {
    return series
        .prepare(plan, call.now())
        .fold(
            candidate -> candidate,
            turned -> {
              throw AssetAccess.notFound(plan.request().asset());
            });
  }

  private Answer preview(Call call) {
    SeriesPlan plan = plan(call);
    List<Placement> placements = series.preview(plan, candidate(plan, call), call.now());
    long booked = placements.stream().filter(each -> each.fold(yes -> true, no -> false)).count();
    return Answer.ok(
        new JsonObject()
            .put("booked", booked)
            .put("conflicts", placements.size() - booked)
            .put("times", GroupJson.imagined(placements)));
  }

  /** The series that a body asks for; every fault of the request is named. */
  private SeriesPlan plan(Call call) {
    Inputs inputs = call.inputs();
    Optional<LocalDateTime> start = inputs.localDateTime("start");
    Optional<Duration> length = inputs.duration("duration");
    Optional<String> rule = inputs.text("rule");
    Optional<String> asset = inputs.text("asset");
    inputs.orThrowAnywhere(SeriesEndpoints::addFaults);
    SeriesRequest request =
        new SeriesRequest(
            call.viewer(),
            asset.orElseThrow(),
            start.orElseThrow(),
            length.orElseThrow(),
            rule.orElseThrow(),
            onConflict(inputs),
            inputs.text("purpose").orElse(""));
    return SeriesPlan.of(request, zone(call, request.asset()))
        .fold(plan -> plan, faults -> refuse(inputs, faults));
  }

  /** The faults of the times, as far as they can be read. */
  private static void addFaults(Inputs inputs, ZoneId zone) {
    Optional<String> rule = inputs.text("rule");
    if (rule.isEmpty()) {
      return;
    }
    Duration length = inputs.duration("duration").orElse(Duration.ZERO);
    List<Fault> faults =
        inputs
            .localDateTime("start")
            .map(start -> SeriesPlan.faults(start, length, rule.get(), zone))
            .orElseGet(() -> Recurrence.faults(rule.get()));
    add(inputs, faults);
  }

  private static void add(Inputs inputs, List<Fault> faults) {
    faults.forEach(each -> inputs.fault("body", each.field(), each.code(), each.message()));
  }

  private static OnConflict onConflict(Inputs inputs) {
    return OnConflict.valueOf(inputs.text("onConflict").orElseThrow().toUpperCase(Locale.ROOT));
  }

  private ZoneId zone(Call call, String asset) {
    return sharing
        .visible(call.viewer().organisationId(), asset, call.now())
        .map(visible -> visible.asset().facility().zone())
        .orElseThrow(() -> AssetAccess.notFound(asset));
  }

  private static SeriesPlan refuse(Inputs inputs, List<Fault> faults) {
    add(inputs, faults);
    inputs.orThrow();
    throw new IllegalStateException("a request without a fault has a plan");
  }

  private Answer list(Call call) {
    Optional<Place> after = Cursors.read(call.inputs());
    call.inputs().orThrow();
    int limit = (int) call.inputs().number("limit").orElseThrow();
    return Answer.ok(
        GroupJson.page(
            "series", series.list(call.viewer(), after, limit, call.now()), GroupJson::facts));
  }

  private Answer get(Call call) {
    UUID id = id(call);
    return found(series.get(call.viewer(), id, call.now()), id);
  }

  private Answer cancel(Call call) {
    UUID id = id(call);
    Optional<Instant> from = call.inputs().instant("from");
    return found(series.cancel(call.viewer(), id, from, call.now()), id);
  }

  private static UUID id(Call call) {
    call.inputs().orThrow();
    return call.inputs().uuid("id").orElseThrow();
  }

  private static Answer found(Optional<Series> found, UUID id) {
    return found
        .map(series -> Answer.ok(GroupJson.of(series)))
        .orElseThrow(() -> GroupProblems.noSeries(id));
  }
}
