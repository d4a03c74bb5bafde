package io.fallow.scheduler.api.booking;

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
import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.booking.BookingService;
import io.fallow.scheduler.booking.ChangeOutcome;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Violation;
import io.fallow.scheduler.calendar.TimeRange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Hold, book, confirm, cancel, look up. */
public final class ReservationEndpoints implements Operations {

  private final BookingService bookings;

  /** Operations over these services. */
  public ReservationEndpoints(SchedulerServices services) {
    this.bookings = services.bookings();
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "reserve",
        this::reserve,
        "reservations",
        this::list,
        "reservation",
        this::get,
        "confirm",
        this::confirm,
        "cancel",
        this::cancel);
  }

  Answer reserve(Call call) {
    Inputs inputs = call.inputs();
    Optional<TimeRange> during = during(inputs);
    inputs.orThrow();
    String asset = inputs.text("asset").orElseThrow();
    BookingRequest request =
        new BookingRequest(
            call.viewer(),
            asset,
            during.orElseThrow(),
            inputs.flag("hold"),
            inputs.text("purpose").orElse(""));
    return answer(bookings.book(request, call.now()), asset);
  }

  private static Optional<TimeRange> during(Inputs inputs) {
    Optional<Instant> start = inputs.instant("start");
    Optional<Instant> end = inputs.instant("end");
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    Optional<TimeRange> during = TimeRange.between(start.get(), end.get());
    if (during.isEmpty()) {
      inputs.fault("body", "end", "order", "must be later than start");
    }
    return during;
  }

  private static Answer answer(BookingOutcome outcome, String asset) {
    return outcome.fold(
        booked -> created(booked.reservation()),
        overlaps -> {
          throw new ProblemException(overlap(overlaps.known()));
        },
        refused -> {
          throw new ProblemException(refused(refused.violations()));
        },
        () -> {
          throw AssetAccess.notFound(asset);
        });
  }

  private static Answer created(Reservation reservation) {
    return Answer.created(ReservationJson.location(reservation), ReservationJson.of(reservation));
  }

  private static Problem overlap(List<Reservation> known) {
    if (known.isEmpty()) {
      return Problem.of(ProblemType.OVERLAP);
    }
    JsonArray reservations = new JsonArray();
    known.forEach(each -> reservations.add(ReservationJson.of(each)));
    return Problem.of(
            ProblemType.OVERLAP,
            "In the way is "
                + String.join(", ", known.stream().map(each -> each.id().toString()).toList())
                + ".")
        .with("reservations", reservations);
  }

  private static Problem refused(List<Violation> violations) {
    JsonArray array = new JsonArray();
    for (Violation each : violations) {
      array.add(new JsonObject().put("code", each.code()).put("message", each.message()));
    }
    String detail = String.join("; ", violations.stream().map(Violation::message).toList());
    return Problem.of(ProblemType.REFUSED, detail).with("violations", array);
  }

  Answer list(Call call) {
    call.inputs().orThrow();
    int limit = (int) call.inputs().number("limit").orElseThrow();
    JsonArray reservations = new JsonArray();
    bookings
        .list(call.viewer(), limit, call.now())
        .forEach(each -> reservations.add(ReservationJson.of(each)));
    return Answer.ok(new JsonObject().put("reservations", reservations));
  }

  Answer get(Call call) {
    UUID id = id(call);
    return bookings
        .get(call.viewer(), id, call.now())
        .map(found -> Answer.ok(ReservationJson.of(found)))
        .orElseThrow(() -> notFound(id));
  }

  Answer confirm(Call call) {
    UUID id = id(call);
    return answer(bookings.confirm(call.viewer(), id, call.now()), id);
  }

  Answer cancel(Call call) {
    UUID id = id(call);
    return answer(bookings.cancel(call.viewer(), id, call.now()), id);
  }

  private static UUID id(Call call) {
    Optional<UUID> id = call.inputs().uuid("id");
    call.inputs().orThrow();
    return id.orElseThrow();
  }

  private static Answer answer(ChangeOutcome outcome, UUID id) {
    return outcome.fold(
        changed -> Answer.ok(ReservationJson.of(changed.reservation())),
        impossible -> {
          throw new ProblemException(
              Problem.of(ProblemType.WRONG_STATE, impossible.violation().message())
                  .with("violations", new JsonArray().add(json(impossible.violation())))
                  .with("reservation", ReservationJson.of(impossible.reservation())));
        },
        () -> {
          throw notFound(id);
        });
  }

  private static JsonObject json(Violation violation) {
    return new JsonObject().put("code", violation.code()).put("message", violation.message());
  }

  private static ProblemException notFound(UUID id) {
    return new ProblemException(
        Problem.of(
            ProblemType.RESERVATION_NOT_FOUND,
            "There is no reservation " + id + ", as far as you may see."));
  }
}
