package io.fallow.scheduler.api.booking;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Cursors;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.Refusals;
import io.fallow.scheduler.api.operation.Rounded;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.booking.BookingService;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.ReservationFilter;
import io.fallow.scheduler.booking.ReservationFilter.Place;
import io.fallow.scheduler.booking.ReservationFilter.Side;
import io.fallow.scheduler.booking.ReservationPage;
import io.fallow.scheduler.booking.Status;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.session.SessionPower;
import io.fallow.scheduler.session.SessionUsage;
import io.fallow.scheduler.session.Sessions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Shows what assets did for those who booked them: of one reservation, or of all in some time. */
public final class SessionEndpoints implements Operations {

  private static final Duration LONGEST = Duration.ofDays(400);
  private static final Set<Status> HAD = Set.of(Status.CONFIRMED, Status.IN_USE, Status.COMPLETED);

  private final BookingService bookings;
  private final Sessions sessions;
  private final SessionPower power;

  /** Operations over these services. */
  public SessionEndpoints(SchedulerServices services) {
    this.bookings = services.bookings();
    this.sessions = new Sessions(services.database());
    this.power = new SessionPower(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "reservationUsage", this::one, "reservationPower", this::power, "sessions", this::all);
  }

  private Answer one(Call call) {
    UUID id = LifeEndpoints.id(call);
    Reservation reservation = reservation(call, id);
    SessionUsage usage =
        sessions.usage(List.of(id)).stream()
            .findFirst()
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemType.NO_SESSION)));
    Session session = new Session(reservation, usage);
    return call.acceptsCsv()
        ? SessionCsv.intervals(session)
        : Answer.ok(SessionJson.whole(session, call.now()));
  }

  private Reservation reservation(Call call, UUID id) {
    return bookings.get(call.viewer(), id, call.now()).orElseThrow(() -> Refusals.notFound(id));
  }

  private Answer power(Call call) {
    UUID id = LifeEndpoints.id(call);
    Reservation reservation = reservation(call, id);
    JsonArray minutes = new JsonArray();
    power
        .of(id)
        .orElseThrow(() -> new ProblemException(Problem.of(ProblemType.NOT_TOLD)))
        .forEach(
            each ->
                minutes.add(
                    new JsonObject()
                        .put("start", each.start().toString())
                        .put("powerW", Rounded.to(each.watts(), 1))));
    return Answer.ok(
        new JsonObject()
            .put("asOf", call.now().toString())
            .put("reservation", id.toString())
            .put("asset", reservation.item().publicId())
            .put("minutes", minutes));
  }

  private Answer all(Call call) {
    Inputs inputs = call.inputs();
    Optional<TimeRange> range = inputs.range("from", "to", LONGEST);
    Optional<Place> after = Cursors.read(inputs);
    inputs.orThrow();
    ReservationFilter filter =
        new ReservationFilter(
            Side.valueOf(inputs.text("side").orElse("booker").toUpperCase(Locale.ROOT)),
            HAD,
            inputs.text("asset"),
            range.map(TimeRange::start),
            range.map(TimeRange::end),
            (int) inputs.number("limit").orElseThrow(),
            after);
    ReservationPage page = bookings.page(call.viewer(), filter, call.now());
    List<Session> begun = begun(page.reservations());
    Optional<String> next = page.next().map(Cursors::of);
    return call.acceptsCsv() ? SessionCsv.sums(begun, next) : Answer.ok(json(begun, next, call));
  }

  private List<Session> begun(List<Reservation> reservations) {
    Map<UUID, SessionUsage> usage = new HashMap<>();
    sessions
        .usage(reservations.stream().map(Reservation::id).toList())
        .forEach(each -> usage.put(each.reservation(), each));
    List<Session> begun = new ArrayList<>();
    for (Reservation each : reservations) {
      Optional.ofNullable(usage.get(each.id()))
          .ifPresent(found -> begun.add(new Session(each, found)));
    }
    return begun;
  }

  private static JsonObject json(List<Session> sessions, Optional<String> next, Call call) {
    JsonArray list = new JsonArray();
    sessions.forEach(each -> list.add(SessionJson.sums(each)));
    JsonObject json = new JsonObject().put("asOf", call.now().toString()).put("sessions", list);
    next.ifPresent(cursor -> json.put("next", cursor));
    return json;
  }
}
