package io.fallow.scheduler.api.booking;

import static java.util.stream.Collectors.toSet;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.Cursors;
import io.fallow.scheduler.api.operation.Endpoint;
import io.fallow.scheduler.api.operation.Operations;
import io.fallow.scheduler.api.operation.Refusals;
import io.fallow.scheduler.api.operation.ReservationJson;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.booking.BookingService;
import io.fallow.scheduler.booking.ReservationFilter;
import io.fallow.scheduler.booking.ReservationFilter.Place;
import io.fallow.scheduler.booking.ReservationFilter.Side;
import io.fallow.scheduler.booking.ReservationPage;
import io.fallow.scheduler.booking.Status;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Shows reservations. */
public final class ReservationLists implements Operations {

  private final BookingService bookings;

  /** Operations over these services. */
  public ReservationLists(SchedulerServices services) {
    this.bookings = services.bookings();
  }

  @Override
  public Map<String, Endpoint> operations() {
    return Map.of(
        "reservations", this::page, "reservation", this::one, "reservationHistory", this::history);
  }

  private Answer page(Call call) {
    Inputs inputs = call.inputs();
    Optional<Place> after = Cursors.read(inputs);
    Optional<Instant> from = inputs.instant("from");
    Optional<Instant> to = inputs.instant("to");
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      inputs.fault("query", "to", "order", "must be later than from");
    }
    inputs.orThrow();
    ReservationFilter filter =
        new ReservationFilter(
            Side.valueOf(inputs.text("side").orElse("both").toUpperCase(Locale.ROOT)),
            inputs.texts("status").stream().map(Status::valueOf).collect(toSet()),
            inputs.text("asset"),
            from,
            to,
            (int) inputs.number("limit").orElseThrow(),
            after);
    return Answer.ok(json(bookings.page(call.viewer(), filter, call.now())));
  }

  private static JsonObject json(ReservationPage page) {
    JsonArray reservations = new JsonArray();
    page.reservations().forEach(each -> reservations.add(ReservationJson.of(each)));
    JsonObject json = new JsonObject().put("reservations", reservations);
    page.next().ifPresent(place -> json.put("next", Cursors.of(place)));
    return json;
  }

  private Answer one(Call call) {
    UUID id = LifeEndpoints.id(call);
    return bookings
        .get(call.viewer(), id, call.now())
        .map(Refusals::ok)
        .orElseThrow(() -> Refusals.notFound(id));
  }

  private Answer history(Call call) {
    UUID id = LifeEndpoints.id(call);
    JsonArray versions = new JsonArray();
    bookings
        .history(call.viewer(), id, call.now())
        .orElseThrow(() -> Refusals.notFound(id))
        .forEach(version -> versions.add(ReservationJson.of(version)));
    return Answer.ok(new JsonObject().put("id", id.toString()).put("versions", versions));
  }
}
