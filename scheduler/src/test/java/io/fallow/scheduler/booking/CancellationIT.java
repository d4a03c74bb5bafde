package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.booking.Desk.booked;
import static io.fallow.scheduler.booking.Desk.changed;
import static io.fallow.scheduler.booking.Desk.code;
import static io.fallow.scheduler.booking.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.Asset;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CancellationIT {

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

  private static Asset asset(String code) {
    Asset asset = world.idleAsset(code);
    desk.say(
        asset,
        """
        {"cancellation":[{"atLeastBefore":"P2D","percent":0},{"atLeastBefore":"PT4H","percent":50},
                         {"atLeastBefore":"PT0S","percent":100}]}
        """);
    return asset;
  }

  private static int fee(Asset asset, int fromHour) {
    Reservation booked = booked(desk.book(world.harbor, asset, slot(fromHour, fromHour + 1)));
    return changed(desk.cancel(world.harbor, booked.id(), NOW)).claim().feePercent().orElseThrow();
  }

  @Test
  void costsWhatTheTierOfItsLeadTimeSays() {
    Asset asset = asset("tiers");
    assertThat(fee(asset, 48)).isZero();
    assertThat(fee(asset, 47)).isEqualTo(50);
    assertThat(fee(asset, 4)).isEqualTo(50);
    assertThat(fee(asset, 3)).isEqualTo(100);
    assertThat(fee(world.idleAsset("free"), 3)).isZero();
  }

  @Test
  void costsNothingWhenTheOwnerCancels() {
    Asset asset = asset("fault");
    Reservation booked = booked(desk.book(world.harbor, asset, slot(1, 2)));
    assertThat(changed(desk.cancel(world.lakeside, booked.id(), NOW)).claim().feePercent())
        .hasValue(0);
  }

  @Test
  void costsNothingOnceOthersHaveBookedAllOfTheTime() {
    Asset asset = asset("relet");
    Reservation booked = booked(desk.book(world.harbor, asset, slot(2, 6)));
    changed(desk.cancel(world.harbor, booked.id(), NOW));
    booked(desk.book(world.lakeside, asset, slot(2, 4)));
    assertThat(desk.find(world.harbor, booked).claim().feePercent()).hasValue(100);
    Reservation rest = booked(desk.hold(world.harbor, asset, slot(4, 7), NOW));
    assertThat(desk.find(world.harbor, booked).claim().feePercent()).hasValue(100);
    changed(desk.confirm(world.harbor, rest.id(), NOW));
    Reservation waived = desk.find(world.harbor, booked);
    assertThat(waived.claim().feePercent()).hasValue(0);
    assertThat(waived.status()).isEqualTo(Status.CANCELLED);
    assertThat(world.booking.history(world.viewer(world.harbor), booked.id(), NOW).orElseThrow())
        .last()
        .extracting(ReservationVersion::action)
        .isEqualTo("fee-waived");
    assertThat(desk.told(world.harbor, booked)).endsWith("reservation.changed");
  }

  @Test
  void ofOneThatHadBegunOnlyTheRestNeedsToBeTaken() {
    Asset asset = asset("rest");
    Reservation booked = booked(desk.book(world.harbor, asset, slot(2, 6)));
    Instant midway = slot(4, 5).start();
    changed(desk.cancel(world.harbor, booked.id(), midway));
    booked(desk.book(world.harbor, asset, slot(4, 6), midway));
    assertThat(desk.find(world.harbor, booked).claim().feePercent()).hasValue(0);
  }

  @Test
  void whatIsInUseIsReleasedInsteadAndTheRestIsFree() {
    Asset asset = asset("released");
    Reservation booked = booked(desk.book(world.harbor, asset, slot(2, 6)));
    desk.checkIn(booked, slot(2, 3).start());
    Instant midway = slot(4, 5).start();
    assertThat(code(desk.cancel(world.harbor, booked.id(), midway))).isEqualTo("in-use");
    assertThat(code(desk.release(world.lakeside, booked.id(), midway))).isEqualTo("not-the-booker");
    Reservation done = changed(desk.release(world.harbor, booked.id(), midway));
    assertThat(done.status()).isEqualTo(Status.COMPLETED);
    assertThat(done.during()).isEqualTo(slot(2, 4));
    booked(desk.book(world.lakeside, asset, slot(4, 6), midway));
    assertThat(changed(desk.release(world.harbor, booked.id(), midway))).isEqualTo(done);
  }
}
