package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.booking.Desk.booked;
import static io.fallow.scheduler.booking.Desk.changed;
import static io.fallow.scheduler.booking.Desk.code;
import static io.fallow.scheduler.booking.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReservationLifeIT {

  private static DomainWorld world;
  private static Desk desk;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    desk = new Desk(world);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void confirmsAHoldInTime() {
    Asset asset = world.idleAsset("held");
    Reservation hold = booked(desk.hold(world.harbor, asset, slot(2, 4), NOW));
    assertThat(hold.status()).isEqualTo(Status.HELD);
    assertThat(hold.expiresAt()).contains(NOW.plus(Duration.ofMinutes(10)));
    Instant inTime = NOW.plus(Duration.ofMinutes(9));
    Reservation confirmed = changed(desk.confirm(world.harbor, hold.id(), inTime));
    assertThat(confirmed.status()).isEqualTo(Status.CONFIRMED);
    assertThat(confirmed.changedAt()).isEqualTo(inTime);
    assertThat(changed(desk.confirm(world.harbor, hold.id(), NOW.plus(Duration.ofHours(1)))))
        .isEqualTo(confirmed);
  }

  @Test
  void letsAHoldLapseWithoutAnybodysDoing() {
    Asset asset = world.idleAsset("lapsed");
    Reservation hold = booked(desk.hold(world.harbor, asset, slot(2, 4), NOW));
    Instant lapsed = NOW.plus(Duration.ofMinutes(10));
    assertThat(world.booking.get(world.viewer(world.harbor), hold.id(), lapsed).orElseThrow())
        .extracting(Reservation::status)
        .isEqualTo(Status.EXPIRED);
    assertThat(code(desk.confirm(world.harbor, hold.id(), lapsed))).isEqualTo("hold-expired");
    assertThat(code(desk.cancel(world.harbor, hold.id(), lapsed))).isEqualTo("hold-expired");
    assertThat(desk.hold(world.harbor, asset, slot(2, 4), lapsed)).isInstanceOf(Booked.class);
  }

  @Test
  void marksLapsedHoldsOnce() {
    Asset asset = world.idleAsset("marked");
    booked(desk.hold(world.harbor, asset, slot(2, 4), NOW));
    Instant lapsed = NOW.plus(Duration.ofMinutes(10));
    assertThat(world.booking.expire(NOW.plus(Duration.ofMinutes(9)))).isZero();
    assertThat(world.booking.expire(lapsed)).isPositive();
    assertThat(world.booking.expire(lapsed)).isZero();
  }

  @Test
  void givesTheTimeBackWhenCancelled() {
    Asset asset = world.idleAsset("cancelled");
    Reservation reservation = booked(desk.book(world.harbor, asset, slot(2, 4)));
    assertThat(changed(desk.cancel(world.harbor, reservation.id(), NOW)).status())
        .isEqualTo(Status.CANCELLED);
    assertThat(changed(desk.cancel(world.harbor, reservation.id(), NOW)).status())
        .isEqualTo(Status.CANCELLED);
    assertThat(code(desk.confirm(world.harbor, reservation.id(), NOW))).isEqualTo("cancelled");
    assertThat(desk.book(world.harbor, asset, slot(2, 4))).isInstanceOf(Booked.class);
  }

  @Test
  void cancelsNothingThatIsOver() {
    Asset asset = world.idleAsset("over");
    Reservation reservation = booked(desk.book(world.harbor, asset, slot(2, 4)));
    Instant end = reservation.end();
    assertThat(code(desk.cancel(world.harbor, reservation.id(), end))).isEqualTo("already-over");
    assertThat(desk.cancel(world.harbor, reservation.id(), end.minusSeconds(1)))
        .isInstanceOf(ChangeOutcome.Changed.class);
  }

  @Test
  void letsTheOwnerCancelButNotConfirm() {
    Asset asset = world.idleAsset("guarded");
    Reservation hold = booked(desk.hold(world.harbor, asset, slot(2, 4), NOW));
    assertThat(code(desk.confirm(world.lakeside, hold.id(), NOW))).isEqualTo("not-the-booker");
    assertThat(changed(desk.cancel(world.lakeside, hold.id(), NOW)).status())
        .isEqualTo(Status.CANCELLED);
  }

  @Test
  void showsAReservationToNobodyElse() {
    Asset asset = world.idleAsset("private");
    Reservation reservation = booked(desk.book(world.harbor, asset, slot(2, 4)));
    assertThat(world.booking.get(world.viewer(world.forge), reservation.id(), NOW)).isEmpty();
    assertThat(
            world
                .booking
                .page(world.viewer(world.forge), ReservationFilter.all(100), NOW)
                .reservations())
        .isEmpty();
    assertThat(desk.cancel(world.forge, reservation.id(), NOW))
        .isEqualTo(new ChangeOutcome.NotFound());
    assertThat(desk.confirm(world.forge, reservation.id(), NOW))
        .isEqualTo(new ChangeOutcome.NotFound());
    assertThat(desk.cancel(world.harbor, UUID.randomUUID(), NOW))
        .isEqualTo(new ChangeOutcome.NotFound());
    assertThat(
            world
                .booking
                .page(world.viewer(world.lakeside), ReservationFilter.all(100), NOW)
                .reservations())
        .contains(reservation);
    assertThat(
            world
                .booking
                .page(world.viewer(world.harbor), ReservationFilter.all(100), NOW)
                .reservations())
        .contains(reservation);
  }
}
