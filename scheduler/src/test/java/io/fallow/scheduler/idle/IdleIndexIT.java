package io.fallow.scheduler.idle;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.calendar.ClosedDay;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.idle.SearchRequest.Wanted;
import io.fallow.scheduler.sharing.Terms;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.store.SqlValues;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An index that runs beside a database; its clock stands still. */
class IdleIndexIT {

  private static final Instant LATER = NOW.plus(Duration.ofDays(28));
  private static final Duration SOON = Duration.ofSeconds(20);

  private static DomainWorld world;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    world.idleAsset("first");
    world.index.start(Clock.fixed(NOW, ZoneOffset.UTC));
    await().atMost(Duration.ofMinutes(1)).until(world.index::isFresh);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void takesInANewAssetAndABookingAndItsEnd() {
    Asset asset = world.idleAsset("fresh");
    await().atMost(SOON).until(() -> !found(world.harbor, asset).isEmpty());
    assertThat(starts(world.harbor, asset).get(0)).isEqualTo(NOW);
    TimeRange slot = TimeRange.from(NOW, Duration.ofHours(2));
    world.booking.book(
        new BookingRequest(world.viewer(world.harbor), asset.publicId(), slot, true, ""), NOW);
    await().atMost(SOON).until(() -> starts(world.harbor, asset).get(0).equals(slot.end()));
    run("UPDATE reservation SET status = 'CANCELLED' WHERE asset_id = " + asset.id());
    await().atMost(SOON).until(() -> starts(world.harbor, asset).get(0).equals(NOW));
  }

  @Test
  void takesInAClosedDayOfTheFacility() {
    Asset asset = world.idleAsset("closes");
    await().atMost(SOON).until(() -> !found(world.harbor, asset).isEmpty());
    LocalDate fair = LocalDate.parse("2026-12-08");
    world.calendars.addClosedDay(world.clinic, new ClosedDay(fair, "fair"));
    Instant within = Instant.parse("2026-12-08T12:00:00Z");
    await()
        .atMost(SOON)
        .until(
            () ->
                found(world.harbor, asset).stream()
                    .noneMatch(it -> new TimeRange(it.start(), it.end()).contains(within)));
  }

  @Test
  void offersNothingNowOfAnAssetThatHasComeToUse() {
    Asset asset = world.idleAsset("busy-now");
    await().atMost(SOON).until(() -> !found(world.harbor, asset).isEmpty());
    does(asset, Activity.IN_USE);
    Instant quarter = NOW.plusSeconds(900);
    await().atMost(SOON).until(() -> starts(world.harbor, asset).get(0).equals(quarter));
    does(asset, Activity.OFF);
    await().atMost(SOON).until(() -> starts(world.harbor, asset).get(0).equals(NOW));
  }

  @Test
  void showsAnotherOrganisationWhatIsSharedWithItFromThenOn() {
    Asset asset = world.idleAsset("shared-later");
    await().atMost(SOON).until(() -> !found(world.lakeside, asset).isEmpty());
    assertThat(found(world.forge, asset)).isEmpty();
    world.sharing.agree(
        new Terms(world.lakeside, world.forge, Terms.Scope.of(asset), NOW.minusSeconds(1)));
    await().atMost(SOON).until(() -> !found(world.forge, asset).isEmpty());
  }

  @Test
  void losesNoChangeOfATransactionThatCommitsLate() throws Exception {
    Asset asset = world.idleAsset("late");
    await().atMost(SOON).until(() -> !found(world.harbor, asset).isEmpty());
    CountDownLatch changed = new CountDownLatch(1);
    CountDownLatch othersSeen = new CountDownLatch(1);
    Thread late =
        new Thread(
            () ->
                world.database.inTransaction(
                    connection -> {
                      try (PreparedStatement insert = connection.prepareStatement(LOCK_OUT)) {
                        insert.setInt(1, asset.id());
                        insert.setObject(2, SqlValues.timestamp(NOW));
                        insert.executeUpdate();
                      }
                      changed.countDown();
                      waitFor(othersSeen);
                      return null;
                    }));
    late.start();
    changed.await();
    Asset other = world.idleAsset("meanwhile");
    await().atMost(SOON).until(() -> !found(world.harbor, other).isEmpty());
    othersSeen.countDown();
    late.join();
    Instant end = NOW.plus(Duration.ofHours(5));
    await().atMost(SOON).until(() -> starts(world.harbor, asset).get(0).equals(end));
  }

  private static final String LOCK_OUT =
      """
      INSERT INTO lockout (asset_id, during, reason)
      SELECT ?, tstzrange(at - interval '1 hour', at + interval '5 hours'), 'check'
      FROM (SELECT ?::timestamptz AS at) now
      """;

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void offersNothingMoreOnceReservationsUseUpTheCalibratedHours() {
    Asset asset = world.idleAsset("calibrated");
    run("INSERT INTO calibration (asset_id, run_hours) VALUES (" + asset.id() + ", 2)");
    run(
        "INSERT INTO calibration_record (asset_id, at, passed, note, recorded_by, recorded_at)"
            + (" SELECT " + asset.id() + ", t, true, '', '', t FROM (SELECT '")
            + (NOW + "'::timestamptz AS t) now"));
    await().atMost(SOON).until(() -> !found(world.harbor, asset).isEmpty());
    TimeRange slot = TimeRange.from(NOW, Duration.ofHours(2));
    world.booking.book(
        new BookingRequest(world.viewer(world.harbor), asset.publicId(), slot, true, ""), NOW);
    await().atMost(SOON).until(() -> found(world.harbor, asset).isEmpty());
  }

  @Test
  void findsNoDifferenceToTheTablesWhenAskedToCheck() {
    Asset asset = world.idleAsset("checked");
    await().atMost(SOON).until(() -> !found(world.harbor, asset).isEmpty());
    run("INSERT INTO index_mark (what) VALUES ('check')");
    await().atMost(SOON).until(() -> count("fallow.index.checked") > 0);
    assertThat(count("fallow.index.differences")).isZero();
  }

  private static double count(String counter) {
    return world.meters.counter(counter).count();
  }

  private static void does(Asset asset, Activity activity) {
    run("UPDATE usage_state SET activity = " + activity.code() + " WHERE asset_id = " + asset.id());
  }

  private static void run(String sql) {
    world.database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
          }
        });
  }

  private static List<Instant> starts(Organisation who, Asset asset) {
    return found(who, asset).stream().map(IdleWindow::start).toList();
  }

  /** By the index alone. */
  private static List<IdleWindow> found(Organisation who, Asset asset) {
    SearchRequest request =
        SearchRequest.within(NOW, LATER)
            .of(Wanted.asset(asset.publicId()))
            .atLeast(Duration.ofMinutes(15), SearchRequest.MOST_WINDOWS);
    return world.index.search(who.id(), request, NOW).orElseThrow().windows();
  }
}
