package io.fallow.scheduler.api.booking;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Once;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.Refusals;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.api.operation.Versions;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.booking.BookingService;
import io.fallow.scheduler.booking.ChangeRequest;
import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Makes reservations and changes their time. */
public final class ReservationEndpoints implements Operations {

  private static final Duration LONGEST = Duration.ofDays(400);

  private final BookingService bookings;
  private final Once once;

  /** Operations over these services. */
  public ReservationEndpoints(SchedulerServices services) {
    this.bookings = services.bookings();
    this.once = new Once(services.database());
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of("reserve", this::reserve, "change", this::change);
  }

  private Answer reserve(Call call) {
    Inputs inputs = call.inputs();
    Optional<TimeRange> during = during(inputs);
    Optional<String> override = override(inputs);
    inputs.orThrow();
    String asset = inputs.text("asset").orElseThrow();
    BookingRequest request =
        new BookingRequest(
            call.viewer(),
            asset,
            during.orElseThrow(),
            inputs.flag("hold"),
            inputs.text("purpose").orElse(""),
            inputs.text("from"),
            inputs.text("onBehalfOf"),
            override);
    if (!Once.isAsked(call)) {
      return Refusals.answer(bookings.book(request, call.now()), asset);
    }
    return once.before(call, "reserve").orElseGet(() -> reserve(call, request));
  }

  /** What needs no transaction is done before the one begins that the key and the booking share. */
  private Answer reserve(Call call, BookingRequest request) {
    String asset = request.asset();
    return bookings
        .prepare(request, call.now())
        .fold(
            candidate ->
                once.answer(
                    call,
                    "reserve",
                    connection ->
                        Refusals.answer(bookings.book(connection, candidate, call.now()), asset)),
            outcome -> Refusals.answer(outcome, asset));
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
    } else if (during.get().length().compareTo(LONGEST) > 0) {
      inputs.fault("body", "end", "range", "must be at most 400 days after start");
    }
    return during;
  }

  private static Optional<String> override(Inputs inputs) {
    Optional<String> reason = inputs.object("override").map(given -> given.getString("reason"));
    if (reason.map(text -> text.chars().anyMatch(Character::isISOControl)).orElse(false)) {
      inputs.fault("body", "override", "format", "must have a reason of one line");
    }
    return reason;
  }

  private Answer change(Call call) {
    Inputs inputs = call.inputs();
    Optional<UUID> id = inputs.uuid("id");
    OptionalInt version = Versions.required(inputs);
    Optional<String> override = override(inputs);
    Optional<Instant> start = inputs.instant("start");
    Optional<Instant> end = inputs.instant("end");
    if (start.isPresent() && end.isPresent()) {
      during(inputs);
    }
    inputs.orThrow();
    ChangeRequest request =
        new ChangeRequest(
            call.viewer(), id.orElseThrow(), version.orElseThrow(), start, end, override);
    return Refusals.answer(bookings.change(request, call.now()), id.orElseThrow());
  }
}
