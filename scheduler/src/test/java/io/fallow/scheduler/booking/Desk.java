package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingOutcome.Refused;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What people do with reservations in a world, in few words. */
final class Desk {

  private final DomainWorld world;

  Desk(DomainWorld world) {
    this.world = world;
  }

  BookingOutcome book(Organisation who, Asset asset, TimeRange during) {
    return book(who, asset.publicId(), during);
  }

  BookingOutcome book(Organisation who, String asset, TimeRange during) {
    return world.booking.book(
        new BookingRequest(world.viewer(who), asset, during, false, "a test"), NOW);
  }

  BookingOutcome hold(Organisation who, Asset asset, TimeRange during, Instant now) {
    return world.booking.book(
        new BookingRequest(world.viewer(who), asset.publicId(), during, true, ""), now);
  }

  ChangeOutcome confirm(Organisation who, UUID id, Instant now) {
    return world.booking.confirm(world.viewer(who), id, now);
  }

  ChangeOutcome cancel(Organisation who, UUID id, Instant now) {
    return world.booking.cancel(world.viewer(who), id, "", now);
  }

  static Reservation booked(BookingOutcome outcome) {
    assertThat(outcome).isInstanceOf(Booked.class);
    return ((Booked) outcome).reservation();
  }

  static Reservation changed(ChangeOutcome outcome) {
    assertThat(outcome).isInstanceOf(ChangeOutcome.Changed.class);
    return ((ChangeOutcome.Changed) outcome).reservation();
  }

  static String code(ChangeOutcome outcome) {
    assertThat(outcome).isInstanceOf(ChangeOutcome.NotPossible.class);
    return ((ChangeOutcome.NotPossible) outcome).violation().code();
  }

  static List<String> codes(BookingOutcome outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused) outcome).violations().stream().map(Violation::code).toList();
  }

  /** From some hours to some hours after now. */
  static TimeRange slot(int fromHour, int toHour) {
    return new TimeRange(NOW.plus(Duration.ofHours(fromHour)), NOW.plus(Duration.ofHours(toHour)));
  }
}
