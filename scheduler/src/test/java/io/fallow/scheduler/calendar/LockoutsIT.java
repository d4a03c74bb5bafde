package io.fallow.scheduler.calendar;

import static io.fallow.scheduler.DomainWorld.BERLIN;
import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LockoutsIT {

  private static final TimeRange WEEK = TimeRange.from(NOW, Duration.ofDays(7));
  private static final String BY = "otto@lakeside";

  private static DomainWorld world;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void holdsUntilItIsEnded() {
    Asset asset = world.asset("open-ended", "mri");
    KeptLockout recall = add(asset, LockoutKind.RECALL, once(1, Optional.empty()));
    assertThat(calendar(asset).lockouts())
        .containsExactly(
            new Lockout(
                recall.id(), LockoutKind.RECALL, new TimeRange(at(1), WEEK.end()), "because"));
    assertThat(end(asset, recall, at(5))).isTrue();
    assertThat(calendar(asset).lockedOut()).isEqualTo(TimeRanges.of(new TimeRange(at(1), at(5))));
    assertThat(end(asset, recall, at(6))).as("again").isFalse();
  }

  @Test
  void isForgottenWhenItEndsBeforeItBegins() {
    Asset asset = world.asset("forgotten", "mri");
    KeptLockout lockout = add(asset, LockoutKind.OTHER, once(4, Optional.of(at(6))));
    assertThat(end(asset, lockout, at(3))).isTrue();
    assertThat(list(asset)).isEmpty();
  }

  @Test
  void isNobodysToEndButTheAssets() {
    Asset asset = world.asset("mine", "mri");
    Asset other = world.asset("yours", "mri");
    KeptLockout lockout = add(asset, LockoutKind.OTHER, once(4, Optional.of(at(6))));
    assertThat(end(other, lockout, at(5))).isFalse();
    assertThat(calendar(asset).lockouts()).hasSize(1);
  }

  @Test
  void recursByItsRuleOnTheFacilitysClock() {
    Asset asset = world.asset("recurring", "mri");
    LockoutTime nights = recurring("FREQ=DAILY;BYDAY=MO,TU,WE", "2026-11-23T22:00", 8);
    KeptLockout kept = add(asset, LockoutKind.MAINTENANCE, nights);
    assertThat(calendar(asset).lockouts())
        .extracting(Lockout::id, lockout -> lockout.during().start().toString())
        .containsExactly(
            tuple(kept.id(), "2026-11-23T21:00:00Z"),
            tuple(kept.id(), "2026-11-24T21:00:00Z"),
            tuple(kept.id(), "2026-11-25T21:00:00Z"));
    assertThat(list(asset).get(0).time().within(WEEK)).isEqualTo(nights.within(WEEK));
  }

  @Test
  void keepsToItsExceptions() {
    Asset asset = world.asset("excepted", "mri");
    LockoutTime nights =
        recurring(
            "FREQ=DAILY;COUNT=3", "2026-11-23T22:00", 8, LocalDateTime.parse("2026-11-24T22:00"));
    add(asset, LockoutKind.MAINTENANCE, nights);
    assertThat(calendar(asset).lockouts())
        .extracting(lockout -> lockout.during().start().toString())
        .containsExactly("2026-11-23T21:00:00Z", "2026-11-25T21:00:00Z");
  }

  @Test
  void recursNoMoreOnceItIsEnded() {
    Asset asset = world.asset("stopped", "mri");
    KeptLockout kept =
        add(asset, LockoutKind.MAINTENANCE, recurring("FREQ=DAILY", "2026-11-23T10:00", 4));
    end(asset, kept, at(26));
    assertThat(calendar(asset).lockedOut().ranges())
        .containsExactly(new TimeRange(at(1), at(5)), new TimeRange(at(25), at(26)));
  }

  @Test
  void namesTheLiveReservationsThatItWouldTouch() {
    Asset asset = world.asset("reserved", "mri");
    reserve(asset, 0, 1, "CONFIRMED");
    UUID first = reserve(asset, 2, 3, "CONFIRMED");
    UUID held = reserve(asset, 4, 5, "HELD");
    reserve(asset, 4, 5, "CANCELLED");
    reserve(asset, 6, 7, "CONFIRMED");
    assertThat(inTheWay(asset, once(2, Optional.of(at(6))), at(0))).containsExactly(first, held);
    assertThat(inTheWay(asset, once(2, Optional.of(at(6))), at(3))).containsExactly(held);
  }

  @Test
  void namesWhatOneOfItsTimesWouldTouch() {
    Asset asset = world.asset("reserved-again", "mri");
    reserve(asset, 2, 3, "CONFIRMED");
    UUID later = reserve(asset, 49, 50, "CONFIRMED");
    LockoutTime mornings = recurring("FREQ=DAILY;INTERVAL=2", "2026-11-23T10:00", 1);
    assertThat(inTheWay(asset, mornings, at(0))).containsExactly(later);
  }

  @Test
  void tellsThoseThatHoldUntilFurtherNotice() {
    Asset asset = world.asset("faulty", "mri");
    KeptLockout fault = add(asset, LockoutKind.FAULT, once(-2, Optional.empty()));
    add(asset, LockoutKind.FAULT, once(5, Optional.of(at(6))));
    add(asset, LockoutKind.RECALL, once(-2, Optional.empty()));
    List<KeptLockout> open =
        world.database.inTransaction(c -> Lockouts.open(c, asset, LockoutKind.FAULT));
    assertThat(open).containsExactly(fault);
  }

  private static KeptLockout add(Asset asset, LockoutKind kind, LockoutTime time) {
    return world.database.inTransaction(
        c -> Lockouts.add(c, asset, new NewLockout(kind, time, "because", BY), NOW));
  }

  private static boolean end(Asset asset, KeptLockout lockout, Instant at) {
    return world.database.inTransaction(
        c -> Lockouts.end(c, asset, lockout.id(), BY, at).isPresent());
  }

  private static List<KeptLockout> list(Asset asset) {
    return world.database.inTransaction(c -> Lockouts.list(c, asset, WEEK));
  }

  private static List<UUID> inTheWay(Asset asset, LockoutTime time, Instant now) {
    return world.database.inTransaction(
        c -> Lockouts.inTheWay(c, asset, time, now).stream().map(Lockouts.Reserved::id).toList());
  }

  private static AssetCalendar calendar(Asset asset) {
    return world.calendars.of(List.of(asset), WEEK).get(asset.id());
  }

  private static LockoutTime once(int fromHour, Optional<Instant> end) {
    return new LockoutTime.Once(at(fromHour), end);
  }

  private static LockoutTime recurring(
      String rule, String start, int hours, LocalDateTime... exceptions) {
    return RecurringTime.parse(
            rule, LocalDateTime.parse(start), BERLIN, Duration.ofHours(hours), List.of(exceptions))
        .fold(
            LockoutTime.Recurring::new,
            faults -> {
              throw new AssertionError(faults);
            });
  }

  private static Instant at(int hour) {
    return NOW.plus(Duration.ofHours(hour));
  }

  private static UUID reserve(Asset asset, int fromHour, int toHour, String status) {
    return Booked.reserve(world, asset, fromHour, toHour, status);
  }
}
