package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.booking.Desk.booked;
import static io.fallow.scheduler.booking.Desk.changed;
import static io.fallow.scheduler.booking.Desk.code;
import static io.fallow.scheduler.booking.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    assertThat(world.booking.waiveFees(NOW)).isEqualTo(2);
    assertThat(world.booking.waiveFees(NOW)).isZero();
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
    world.booking.waiveFees(midway);
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

  @Test
  void costsWhatTheTermsSaidWhenItWasConfirmed() {
    Asset asset = asset("settled");
    Reservation early = booked(desk.book(world.harbor, asset, slot(3, 4)));
    Reservation held = booked(desk.hold(world.harbor, asset, slot(5, 6), NOW));
    desk.say(asset, "{\"cancellation\":[{\"atLeastBefore\":\"PT0S\",\"percent\":10}]}");
    changed(desk.confirm(world.harbor, held.id(), NOW));
    desk.say(asset, "{}");
    assertThat(feeOf(desk.cancel(world.harbor, early.id(), NOW))).isEqualTo(100);
    assertThat(feeOf(desk.cancel(world.harbor, held.id(), NOW))).isEqualTo(10);
    assertThat(fee(asset, 3)).isZero();
  }

  @Test
  void anApprovedOneCostsWhatTheTermsSaidWhenItWasApproved() {
    Asset asset = world.idleAsset("approved-late");
    desk.say(asset, "{\"approval\":\"owner\"}");
    Reservation request = booked(desk.book(world.harbor, asset, slot(24, 25)));
    desk.say(asset, "{\"cancellation\":[{\"atLeastBefore\":\"PT0S\",\"percent\":30}]}");
    changed(desk.approve(world.lakeside, request.id(), NOW));
    desk.say(asset, "{}");
    assertThat(feeOf(desk.cancel(world.harbor, request.id(), NOW))).isEqualTo(30);
  }

  @Test
  void whoMovesAwayOrShortensLateOwesForTheTimeGivenUp() {
    Asset asset = asset("dodged");
    Reservation moved = booked(desk.book(world.harbor, asset, slot(3, 5)));
    moved = changed(desk.move(world.harbor, moved, slot(4, 6), NOW));
    assertThat(owed(moved)).containsExactly("3-4 100");
    moved = changed(desk.move(world.harbor, moved, slot(100, 102), NOW));
    assertThat(owed(moved)).containsExactly("3-4 100", "4-6 50");
    assertThat(feeOf(desk.cancel(world.harbor, moved.id(), NOW))).isZero();
    Reservation shortened = booked(desk.book(world.harbor, asset, slot(20, 24)));
    shortened = changed(desk.move(world.harbor, shortened, slot(21, 23), NOW));
    assertThat(owed(shortened)).containsExactly("20-21 50", "23-24 50");
    assertThat(history(shortened).data().toString()).contains("givenUp", "\"feePercent\":50");
    Reservation longer = changed(desk.move(world.harbor, shortened, slot(21, 24), NOW));
    assertThat(owed(longer)).containsExactly("20-21 50");
  }

  @Test
  void movingInGoodTimeOrByTheOwnerCostsNothing() {
    Asset asset = asset("undodged");
    Reservation early = booked(desk.book(world.harbor, asset, slot(50, 52)));
    assertThat(owed(changed(desk.move(world.harbor, early, slot(60, 62), NOW)))).isEmpty();
    Reservation late = booked(desk.book(world.harbor, asset, slot(3, 5)));
    assertThat(owed(changed(desk.move(world.lakeside, late, slot(3, 4), "a service", NOW))))
        .isEmpty();
    Reservation held = booked(desk.hold(world.harbor, asset, slot(6, 8), NOW));
    assertThat(owed(changed(desk.move(world.harbor, held, slot(6, 7), NOW)))).isEmpty();
  }

  @Test
  void whatWasGivenUpCostsNothingOnceAllOfItIsBookedAgain() {
    Asset asset = asset("taken-over");
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 6)));
    first = changed(desk.move(world.harbor, first, slot(2, 3), NOW));
    booked(desk.book(world.lakeside, asset, slot(3, 5)));
    assertThat(owed(first)).containsExactly("3-6 100");
    booked(desk.book(world.lakeside, asset, slot(5, 7)));
    assertThat(owed(first)).isEmpty();
    assertThat(desk.told(world.harbor, first)).endsWith("reservation.changed");
    Reservation second = booked(desk.book(world.harbor, asset, slot(8, 10)));
    second = changed(desk.move(world.harbor, second, slot(8, 9), NOW));
    second = changed(desk.move(world.harbor, second, slot(8, 10), NOW));
    assertThat(owed(second)).isEmpty();
  }

  private static int feeOf(ChangeOutcome cancelled) {
    return changed(cancelled).claim().feePercent().orElseThrow();
  }

  private static ReservationVersion history(Reservation reservation) {
    List<ReservationVersion> versions =
        world.booking.history(world.viewer(world.harbor), reservation.id(), NOW).orElseThrow();
    return versions.get(versions.size() - 1);
  }

  /** What is owed for time given up: from which to which hour, and how many percent. */
  private static List<String> owed(Reservation reservation) {
    world.booking.waiveFees(NOW);
    return world.database.inTransaction(
        connection ->
            new GivenUpRows(connection)
                .owed(reservation.item().id(), slot(0, 1_000)).stream()
                    .filter(part -> part.reservation().equals(reservation.id()))
                    .map(
                        part ->
                            hour(part.during().start())
                                + "-"
                                + hour(part.during().end())
                                + " "
                                + part.percent())
                    .sorted()
                    .toList());
  }

  private static long hour(Instant instant) {
    return Duration.between(NOW, instant).toHours();
  }
}
