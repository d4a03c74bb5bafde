package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.booking.Desk.booked;
import static io.fallow.scheduler.booking.Desk.changed;
import static io.fallow.scheduler.booking.Desk.code;
import static io.fallow.scheduler.booking.Desk.refused;
import static io.fallow.scheduler.booking.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReschedulingIT {

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
  void extendsShortensAndMovesInPlace() {
    Asset asset = world.idleAsset("moves");
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 4)));
    Reservation longer = changed(desk.move(world.harbor, first, slot(2, 6), NOW));
    assertThat(longer.id()).isEqualTo(first.id());
    assertThat(longer.during()).isEqualTo(slot(2, 6));
    assertThat(longer.version()).isEqualTo(2);
    Reservation shorter = changed(desk.move(world.harbor, longer, slot(3, 5), NOW));
    Reservation moved = changed(desk.move(world.harbor, shorter, slot(10, 12), NOW));
    assertThat(moved.during()).isEqualTo(slot(10, 12));
    assertThat(desk.find(world.lakeside, first)).isEqualTo(moved);
  }

  @Test
  void whatIsGivenBackIsFreeAtOnce() {
    Asset asset = world.idleAsset("freed");
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 6)));
    changed(desk.move(world.harbor, first, slot(2, 4), NOW));
    assertThat(desk.book(world.harbor, asset, slot(4, 6))).isInstanceOf(Booked.class);
  }

  @Test
  void everyVersionCanBeRead() {
    Asset asset = world.idleAsset("versions");
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 6)));
    Reservation second = changed(desk.move(world.harbor, first, slot(2, 4), NOW));
    desk.cancel(world.lakeside, second.id(), NOW.plusSeconds(9));
    List<ReservationVersion> versions =
        world.booking.history(world.viewer(world.harbor), first.id(), NOW).orElseThrow();
    assertThat(versions).extracting(ReservationVersion::number).containsExactly(1, 2, 3);
    assertThat(versions)
        .extracting(ReservationVersion::action)
        .containsExactly("confirmed", "changed", "cancelled");
    assertThat(versions)
        .extracting(ReservationVersion::during)
        .containsExactly(slot(2, 6), slot(2, 4), slot(2, 4));
    assertThat(versions.get(2).actor()).isEqualTo("someone@lakeside@lakeside");
    assertThat(world.booking.history(world.viewer(world.forge), first.id(), NOW)).isEmpty();
  }

  @Test
  void changesNothingThatSomebodyElseHasChanged() {
    Asset asset = world.idleAsset("stale");
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 4)));
    Reservation second = changed(desk.move(world.harbor, first, slot(2, 5), NOW));
    assertThat(desk.move(world.harbor, first, slot(2, 6), NOW))
        .isEqualTo(new ChangeOutcome.Stale(second));
  }

  @Test
  void asksForNoNewVersionWhereNothingChanges() {
    Asset asset = world.idleAsset("same");
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 4)));
    assertThat(changed(desk.move(world.harbor, first, slot(2, 4), NOW))).isEqualTo(first);
  }

  @Test
  void neverMovesIntoAnothersTimeOrTurnaround() {
    Asset asset = world.idleAsset("crowded");
    world.turnarounds.set(asset, new Turnaround(Duration.ZERO, Duration.ofHours(1)));
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 4)));
    Reservation other = booked(desk.book(world.lakeside, asset, slot(6, 8)));
    assertThat(desk.move(world.harbor, first, slot(2, 6), NOW))
        .isEqualTo(new ChangeOutcome.Overlaps(List.of()));
    assertThat(desk.move(world.lakeside, other, slot(4, 8), NOW))
        .isEqualTo(new ChangeOutcome.Overlaps(List.of(first)));
    changed(desk.move(world.harbor, first, slot(2, 5), NOW));
    world.turnarounds.set(asset, Turnaround.NONE);
  }

  @Test
  void addedTimeKeepsTheRulesOfANewBooking() {
    Asset asset = world.asset("busy-noon", "ct");
    world.observe(asset, clock -> clock.getHour() == 12);
    Reservation first = booked(desk.book(world.harbor, asset, slot(0, 2)));
    assertThat(refused(desk.move(world.harbor, first, slot(0, 4), NOW)))
        .containsExactly("not-expected-idle");
    assertThat(refused(desk.move(world.harbor, first, slot(0, 24 * 40), NOW)))
        .contains("too-long", "beyond-horizon");
    assertThat(
            refused(
                desk.move(
                    world.harbor,
                    first,
                    slot(0, 1).widened(Duration.ZERO, Duration.ofMinutes(-50)),
                    NOW)))
        .containsExactly("too-short");
  }

  @Test
  void ofOneThatHasBegunOnlyTheEndMoves() {
    Asset asset = world.idleAsset("begun");
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 6)));
    Instant during = slot(3, 4).start();
    assertThat(code(desk.move(world.harbor, first, slot(4, 6), during))).isEqualTo("already-begun");
    assertThat(code(desk.move(world.harbor, first, slot(2, 3), during)))
        .isEqualTo("end-in-the-past");
    Reservation longer = changed(desk.move(world.harbor, first, slot(2, 7), during));
    Reservation shorter = changed(desk.move(world.harbor, longer, slot(2, 4), during));
    assertThat(code(desk.move(world.harbor, shorter, slot(2, 9), slot(4, 5).start())))
        .isEqualTo("already-over");
  }

  @Test
  void onlyItsBookerMovesAReservationButForAnOwnerWithAReason() {
    Asset asset = world.idleAsset("whose");
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 4)));
    assertThat(desk.move(world.forge, first, slot(2, 5), NOW))
        .isEqualTo(new ChangeOutcome.NotFound());
    assertThat(refused(desk.move(world.lakeside, first, slot(2, 5), NOW)))
        .containsExactly("not-the-booker");
    Reservation moved =
        changed(desk.move(world.lakeside, first, slot(2, 5), "the scan takes longer", NOW));
    assertThat(moved.claim().overrideReason()).contains("the scan takes longer");
    assertThat(refused(desk.move(world.harbor, moved, slot(2, 24 * 40), "let me", NOW)))
        .contains("too-long", "not-yours-to-override");
  }

  @Test
  void whoLostTheAgreementMayOnlyGiveTimeBack() {
    Asset asset = world.idleAsset("unshared");
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 6)));
    desk.endAgreements(true);
    try {
      assertThat(refused(desk.move(world.harbor, first, slot(2, 7), NOW.plusSeconds(1))))
          .containsExactly("not-shared");
      changed(desk.move(world.harbor, first, slot(2, 5), NOW.plusSeconds(1)));
    } finally {
      desk.endAgreements(false);
    }
  }
}
