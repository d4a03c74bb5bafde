package io.fallow.scheduler.attendance;

import static io.fallow.scheduler.attendance.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.calendar.Lockout;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.scheduler.policy.Scope;
import io.fallow.scheduler.policy.Statement;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Asset;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Use that nothing explains, and faults that last. */
class WatchIT {

  private static final String UNEXPLAINED = "use.unexplained lakeside";
  private static final String[] USE = {"08:00 OFF", "12:00 IN_USE", "12:20 OFF", "12:30"};

  private static DomainWorld world;
  private static Floor floor;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    floor = new Floor(world);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void useThatNothingExplainsIsShownToTheOwnerOnce() {
    Asset asset = world.idleAsset("haunted");
    floor.saw(asset, "08:00 OFF", "12:00 IN_USE", "12:09");
    look("12:10");
    assertThat(floor.told(asset)).isEmpty();
    floor.saw(asset, "08:00 OFF", "12:00 IN_USE", "12:11");
    look("12:12");
    floor.saw(asset, "08:00 OFF", "11:59 IN_USE", "12:40 OFF", "13:00");
    look("13:01");
    look("13:02");
    assertThat(floor.told(asset)).containsExactly(UNEXPLAINED);
    floor.saw(asset, "08:00 OFF", "11:59 IN_USE", "12:40 OFF", "14:00 IN_USE", "14:30");
    look("14:31");
    assertThat(floor.told(asset)).containsExactly(UNEXPLAINED, UNEXPLAINED);
  }

  @Test
  void aReservationExplainsUseFromALittleBeforeItsStartOn() {
    Asset asset = world.idleAsset("reserved");
    floor.booked(world.harbor, asset, "12:10", "13:00");
    floor.saw(asset, USE);
    look("12:31");
    assertThat(floor.told(asset)).doesNotContain(UNEXPLAINED);
  }

  @Test
  void theOwnersPlanExplainsUse() {
    Asset asset = world.asset("planned", "mri");
    world.observe(asset, clock -> clock.getHour() == 13); // 12 o'clock UTC
    floor.saw(asset, USE);
    look("12:31");
    assertThat(floor.told(asset)).isEmpty();
  }

  @Test
  void whatTheOwnerDoesNotTakeForIdleIsItsPlan() {
    Asset usual = world.asset("usual", "mri");
    Asset choosy = world.asset("choosy", "mri");
    for (Asset each : List.of(usual, choosy)) {
      world.observe(each, clock -> clock.getHour() == 13 && clock.getDayOfMonth() % 7 == 3);
      floor.saw(each, USE);
    }
    world.policies.say(
        world.lakeside.id(),
        new Scope.OfAsset(choosy.id()),
        Statement.read("{\"leastProbability\":0.99}"),
        "lena",
        DomainWorld.NOW);
    look("12:31");
    assertThat(floor.told(usual)).containsExactly(UNEXPLAINED);
    assertThat(floor.told(choosy)).isEmpty();
  }

  @Test
  void aPauseOfThirtyHoursHidesNothing() {
    Asset used = world.idleAsset("used-meanwhile");
    Asset broken = world.idleAsset("broken-meanwhile");
    look("11:00");
    floor.saw(used, USE);
    floor.saw(broken, "08:00 OFF", "12:00 FAULT", "12:30 OFF", "12:40");
    Instant after = at("11:00").plus(Duration.ofHours(30));
    look(after);
    look(after.plusSeconds(15));
    assertThat(floor.told(used)).containsExactly(UNEXPLAINED);
    assertThat(lockouts(broken)).containsExactly("12:00 - 12:30");
    assertThat(floor.told(broken)).containsOnlyOnce("lockout.added lakeside");
  }

  @Test
  void whatWasJudgedAfterAPauseOfDaysIsNotToldOnceMore() {
    Asset asset = world.idleAsset("used-long-ago");
    look("11:00");
    floor.saw(asset, USE);
    Instant after = at("11:00").plus(Duration.ofDays(9));
    look(after);
    world.database.inTransaction(
        connection ->
            connection
                .createStatement()
                .executeUpdate("UPDATE watched_through SET through = through - interval '9 days'"));
    look(after.plusSeconds(15));
    assertThat(floor.told(asset)).containsExactly(UNEXPLAINED);
  }

  @Test
  void theOwnersOwnHoursExplainUse() {
    Asset asset = world.idleAsset("closed");
    WeeklyOpening mornings =
        new WeeklyOpening(DayOfWeek.MONDAY, LocalTime.of(6, 0), LocalTime.of(11, 0));
    world.calendars.replaceOpenings(asset, List.of(mornings));
    floor.saw(asset, USE);
    look("12:31");
    assertThat(floor.told(asset)).isEmpty();
  }

  @Test
  void aLockOutExplainsUse() {
    Asset asset = world.idleAsset("serviced");
    world.calendars.addLockout(
        asset, new Lockout(new TimeRange(at("11:00"), at("13:00")), "a service"));
    floor.saw(asset, USE);
    look("12:31");
    assertThat(floor.told(asset)).isEmpty();
  }

  @Test
  void aFaultThatLastsLocksTheAssetOutFromItsStartAndEndsWhenItIsSeenWell() {
    Asset asset = world.idleAsset("broken");
    floor.booked(world.harbor, asset, "14:00", "15:00");
    floor.saw(asset, "08:00 OFF", "12:00 FAULT", "12:09");
    look("12:10");
    assertThat(lockouts(asset)).isEmpty();
    floor.saw(asset, "08:00 OFF", "12:00 FAULT", "12:11");
    look("12:12");
    look("12:13");
    assertThat(lockouts(asset)).containsExactly("12:00 - ");
    assertThat(floor.told(asset)).contains("lockout.added lakeside", "lockout.added harbor");
    assertThat(bookedAt("12:14", asset, "16:00", "17:00"))
        .isInstanceOf(BookingOutcome.Refused.class);
    floor.saw(asset, "08:00 OFF", "12:00 FAULT", "12:11 UNKNOWN", "12:40 STANDBY", "12:45");
    look("12:46");
    look("12:47");
    assertThat(lockouts(asset)).containsExactly("12:00 - 12:40");
    assertThat(floor.told(asset)).containsOnlyOnce("lockout.ended lakeside");
    assertThat(bookedAt("12:48", asset, "16:00", "17:00"))
        .isInstanceOf(BookingOutcome.Booked.class);
  }

  @Test
  void silenceDoesNotLiftAFaultsLockOut() {
    Asset asset = world.idleAsset("mute");
    floor.saw(asset, "08:00 OFF", "12:00 FAULT", "12:15");
    look("12:16");
    look("15:00");
    floor.saw(asset, "08:00 OFF", "12:00 FAULT", "12:15 UNKNOWN", "15:00 FAULT", "15:01");
    look("15:02");
    assertThat(lockouts(asset)).containsExactly("12:00 - ");
  }

  @Test
  void aFaultThatCameAndWentWhileNobodyLookedIsKeptAsWell() {
    Asset asset = world.idleAsset("slept-through");
    floor.saw(asset, "08:00 OFF", "12:00 FAULT", "12:30 OFF", "16:00");
    look("16:01");
    look("16:02");
    assertThat(lockouts(asset)).containsExactly("12:00 - 12:30");
  }

  private static List<String> lockouts(Asset asset) {
    return floor.strings(
        """
        SELECT to_char(lower(during) AT TIME ZONE 'UTC', 'HH24:MI') || ' - '
          || coalesce(to_char(coalesce(ended_at, upper(during)) AT TIME ZONE 'UTC', 'HH24:MI'), '')
        FROM lockout WHERE asset_id = ? AND kind = 'fault' ORDER BY lower(during)
        """,
        asset.id());
  }

  private static BookingOutcome bookedAt(String now, Asset asset, String from, String to) {
    return world.booking.book(
        new BookingRequest(
            world.viewer(world.lakeside),
            asset.publicId(),
            new TimeRange(at(from), at(to)),
            false,
            ""),
        at(now));
  }

  private static void look(String now) {
    look(at(now));
  }

  private static void look(Instant now) {
    new Attendances(
            world.database,
            world.registry,
            world.calendars,
            world.policies,
            new IdleForecasts(world.database),
            world.search,
            world.meters)
        .lookAround(now);
  }
}
