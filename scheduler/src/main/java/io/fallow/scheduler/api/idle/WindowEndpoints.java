package io.fallow.scheduler.api.idle;

import io.fallow.scheduler.api.contract.Coordinates;
import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.AssetAccess;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.idle.Cursor;
import io.fallow.scheduler.idle.Explanation;
import io.fallow.scheduler.idle.Fault;
import io.fallow.scheduler.idle.IndexNotReadyException;
import io.fallow.scheduler.idle.Order;
import io.fallow.scheduler.idle.SearchRequest;
import io.fallow.scheduler.idle.SearchRequest.Near;
import io.fallow.scheduler.idle.SearchRequest.Wanted;
import io.fallow.scheduler.idle.SearchResult;
import io.fallow.scheduler.idle.WindowSearch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** When assets can be had, and why not. */
public final class WindowEndpoints implements Operations {

  private static final Duration USUAL_RANGE = Duration.ofDays(28);
  private static final double WHOLE_EARTH_KM = 20_040;

  private static final String JSON = "application/json";

  private final WindowsBody body = new WindowsBody(new WindowFragments());
  private final WindowSearch search;
  private final AssetAccess access;

  /** Operations over these services. */
  public WindowEndpoints(SchedulerServices services) {
    this.search = services.windows();
    this.access = new AssetAccess(services.sharing());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("windows", this::windows, "explain", this::explain);
  }

  Answer windows(Call call) {
    SearchRequest request = request(call);
    addFaults(call.inputs(), request.faults(call.now()));
    call.inputs().orThrow();
    SearchResult result = found(call, request);
    return call.acceptsText()
        ? Answer.text(WindowText.of(result))
        : new Answer(200, JSON, body.of(result, request, call.now()), Map.of());
  }

  private SearchResult found(Call call, SearchRequest request) {
    try {
      return search.search(call.viewer(), request, call.now());
    } catch (IndexNotReadyException notYet) {
      throw new ProblemException(
          Problem.of(ProblemType.INDEX_NOT_READY).withHeader("Retry-After", "2"));
    }
  }

  /** What stands in for a faulty value may itself look wrong: that is not told. */
  private static void addFaults(Inputs inputs, List<Fault> faults) {
    boolean rangeFaulty = inputs.isFaulty("from") || inputs.isFaulty("to");
    for (Fault fault : faults) {
      boolean ofRange = fault.field().equals("from") || fault.field().equals("to");
      if (!inputs.isFaulty(fault.field()) && !(ofRange && rangeFaulty)) {
        inputs.fault("query", fault.field(), fault.code(), fault.message());
      }
    }
  }

  private static SearchRequest request(Call call) {
    Inputs inputs = call.inputs();
    Optional<Cursor> page = page(inputs);
    Instant from = inputs.instant("from").or(() -> page.map(Cursor::from)).orElse(call.now());
    Instant to =
        inputs.instant("to").or(() -> page.map(Cursor::to)).orElseGet(() -> from.plus(USUAL_RANGE));
    return new SearchRequest(
        wanted(inputs),
        from.truncatedTo(ChronoUnit.MILLIS),
        to.truncatedTo(ChronoUnit.MILLIS),
        inputs.duration("minDuration").orElse(Duration.ofHours(1)),
        near(inputs),
        inputs.number("minProbability").orElse(1),
        inputs.instant("asOf"),
        inputs.text("order").map(WindowEndpoints::order).orElse(Order.SOONEST),
        page,
        (int) inputs.number("limit").orElse(1));
  }

  private static Optional<Cursor> page(Inputs inputs) {
    Optional<String> text = inputs.text("cursor");
    Optional<Cursor> page = text.flatMap(Cursor::parse);
    if (text.isPresent() && page.isEmpty()) {
      inputs.fault("query", "cursor", "format", "must be a cursor that an answer gave as next");
    }
    return page;
  }

  private static Order order(String word) {
    return Order.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Wanted wanted(Inputs inputs) {
    return new Wanted(
        inputs.texts("type"),
        inputs.texts("capability"),
        inputs.text("owner").map(Set::of).orElse(Set.of()),
        inputs.text("asset").map(Set::of).orElse(Set.of()));
  }

  private static Optional<Near> near(Inputs inputs) {
    Optional<Coordinates> place = inputs.coordinates("near");
    OptionalDouble radius = inputs.number("radiusKm");
    if (radius.isPresent() && !inputs.isGiven("near")) {
      inputs.fault("query", "radiusKm", "incomplete", "needs near: the place it is measured from");
    }
    return place.map(at -> new Near(at.latitude(), at.longitude(), radius.orElse(WHOLE_EARTH_KM)));
  }

  Answer explain(Call call) {
    Inputs inputs = call.inputs();
    Optional<Instant> asOf = inputs.instant("asOf");
    Optional<TimeRange> range = inputs.range("from", "to", SearchRequest.LONGEST_RANGE);
    range.ifPresent(
        r -> addFaults(inputs, WindowSearch.faults(r.start(), r.end(), asOf, call.now())));
    inputs.orThrow();
    String asset = inputs.text("asset").orElseThrow();
    if (asOf.isPresent()) {
      access.own(call); // what would have been offered tells how an asset was used
    }
    Explanation explanation =
        search
            .explain(
                call.viewer(),
                asset,
                range.orElseThrow().start(),
                range.orElseThrow().end(),
                asOf,
                call.now())
            .orElseThrow(() -> AssetAccess.notFound(asset));
    if (call.acceptsText()) {
      return Answer.text(WindowText.of(explanation));
    }
    return Answer.ok(WindowJson.of(explanation, range.orElseThrow()));
  }
}
