package io.fallow.scheduler.idle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.Lockout;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.TimeRanges;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.sharing.Relation;
import io.fallow.telemetry.forecast.IdleForecast;
import io.fallow.telemetry.forecast.QuarterHours;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.RuleHistory;
import io.fallow.telemetry.usage.UsageInterval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleWindowsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** A Monday, 09:00 in Berlin. */
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private static final int OWNER = 1;
  private static final int PARTNER = 2;
  private static final int STRANGER = 3;

  private static final Asset ASSET =
      new Asset(
          7,
          OWNER,
          "lakeside",
          "Lakeside",
          new Facility(1, OWNER, "main", "Main", BERLIN, 52.5, 13.4),
          "mri-1",
          "MRI 1",
          "mri",
          Set.of(),
          RuleHistory.always(new ActivityRule.Reported(Duration.ofMinutes(5))));

  private TimeRange within = hours(0, 24);
  private TimeRanges open = TimeRanges.of(hours(-100, 1000));
  private Map<LocalDate, String> holidays = Map.of();
  private List<Lockout> lockouts = List.of();
  private Turnaround turnaround = Turnaround.NONE;
  private List<Taken> taken = List.of();
  private Predicate<LocalDateTime> busy = clock -> false;
  private Relation relation = Relation.SHARED;
  private Instant present = NOW;
  private Policy policy = Policy.PLATFORM;
  private Activity doing = Activity.STANDBY;

  @Test
  void offersOpenTimeThatIsExpectedIdle() {
    assertThat(told()).containsExactly("offered 0..24");
    Stretch offered = stretches().get(0);
    assertThat(offered.probability().orElseThrow()).isEqualTo(0.99);
    assertThat(offered.weeksObserved()).hasValue(4);
    assertThat(offered.words())
        .isEqualTo("probably idle: chance at least 0.99, from 4.0 weeks observed");
  }

  @Test
  void offersNothingOfWhichTooLittleIsKnown() {
    IdleForecast ignorant = IdleForecast.of(BERLIN, QuarterHours.between(NOW, NOW).build());
    assertThat(IdleWindows.stretches(time(ignorant), Chances.LEAST))
        .singleElement()
        .satisfies(all -> assertThat(all.verdict()).isEqualTo(Verdict.UNKNOWN));
  }

  @Test
  void leavesOutHoursInWhichTheOwnerIsProbablyAtWork() {
    busy = clock -> clock.getHour() >= 12 && clock.getHour() < 14;
    assertThat(told()).containsExactly("offered 0..3", "expected-busy 3..5", "offered 5..24");
  }

  @Test
  void tellsTheChancesOfWhatIsNotOfferedToTheOwnerAlone() {
    busy = clock -> clock.getHour() >= 12 && clock.getHour() < 14;
    Stretch partners = stretches().get(1);
    assertThat(partners.probability()).isEmpty();
    assertThat(partners.weeksObserved()).isEmpty();
    assertThat(partners.words()).isEqualTo("probably in use");
    relation = Relation.OWN;
    Stretch owners = stretches().get(1);
    assertThat(owners.probability()).hasValue(0.01);
    assertThat(owners.words()).isEqualTo("probably in use: idle with a chance of only 0.01");
  }

  @Test
  void leavesOutClosedHoursHolidaysAndLockouts() {
    open = TimeRanges.of(hours(2, 30));
    lockouts = List.of(new Lockout(hours(4, 6), "calibration"));
    holidays = Map.of(LocalDate.parse("2026-11-24"), "a holiday");
    assertThat(told())
        .containsExactly(
            "closed 0..2", "offered 2..4", "locked-out 4..6", "offered 6..15", "holiday 15..24");
  }

  @Test
  void tellsWhyALockoutIsThereOnlyToTheOwner() {
    lockouts = List.of(new Lockout(hours(0, 24), "failed its check"));
    assertThat(stretches().get(0).words()).isEqualTo("locked out");
    relation = Relation.OWN;
    assertThat(stretches().get(0).words()).isEqualTo("locked out: failed its check");
  }

  @Test
  void keepsBothTurnaroundsClearOfAReservation() {
    turnaround = new Turnaround(Duration.ofHours(1), Duration.ofHours(2));
    taken = List.of(taken(PARTNER, hours(8, 10)));
    assertThat(told())
        .containsExactly(
            "offered 0..5",
            "turnaround 5..8",
            "booked 8..10",
            "turnaround 10..13",
            "offered 13..24");
  }

  @Test
  void keepsClearOfAReservationOutsideTheRange() {
    turnaround = new Turnaround(Duration.ofHours(1), Duration.ofHours(2));
    taken = List.of(taken(PARTNER, hours(25, 27)));
    assertThat(told()).containsExactly("offered 0..22", "turnaround 22..24");
  }

  @Test
  void tellsWhoseAReservationIsOnlyToItsBookerAndTheOwner() {
    Taken reservation = taken(PARTNER, hours(0, 24));
    taken = List.of(reservation);
    assertThat(stretches().get(0).reservation()).contains(reservation.id());
    taken =
        List.of(
            new Taken(
                reservation.id(), STRANGER, "x", hours(0, 24), hours(0, 24), Optional.empty()));
    assertThat(stretches().get(0).reservation()).isEmpty();
    assertThat(stretches().get(0).words()).isEqualTo("booked");
    relation = Relation.OWN;
    assertThat(stretches().get(0).reservation()).contains(reservation.id());
  }

  @Test
  void tellsReservationsNextToEachOtherApart() {
    taken = List.of(taken(PARTNER, hours(2, 4)), taken(PARTNER, hours(4, 6)));
    assertThat(told())
        .containsExactly("offered 0..2", "booked 2..4", "booked 4..6", "offered 6..24");
  }

  @Test
  void offersFromTheNextFullMinuteOn() {
    present = NOW.plusSeconds(61);
    assertThat(stretches().get(0).verdict()).isEqualTo(Verdict.PAST);
    assertThat(stretches().get(1).start()).isEqualTo(NOW.plusSeconds(120));
  }

  @Test
  void offersNothingBeyondTheHorizon() {
    within = hours(24 * 27, 24 * 30);
    assertThat(told()).containsExactly("offered 648..672", "beyond-horizon 672..720");
  }

  @Test
  void offersNothingLongerThanTheLongestBooking() {
    within = hours(0, 24 * 28);
    assertThat(told()).containsExactly("offered 0..336", "offered 336..672");
  }

  @Test
  void givesTheLowestChanceWithinAWindow() {
    busy = clock -> clock.getHour() == 12 && clock.getDayOfMonth() == 9;
    within = hours(0, 6);
    assertThat(told()).containsExactly("offered 0..6");
    assertThat(stretches().get(0).probability().orElseThrow()).isBetween(0.7, 0.95);
  }

  @Test
  void offersNothingForTheRestOfAQuarterHourInWhichTheAssetIsInUse() {
    doing = Activity.IN_USE;
    present = NOW.plusSeconds(300);
    within = new TimeRange(present, NOW.plus(Duration.ofHours(2)));
    assertThat(stretches())
        .extracting(stretch -> stretch.verdict().code() + " to " + stretch.end())
        .containsExactly("in-use-now to " + NOW.plusSeconds(900), "offered to " + within.end());
    assertThat(stretches().get(0).words()).isEqualTo("not idle at this moment");
  }

  @Test
  void offersNothingAtThisMomentOfAnAssetOfWhichNothingIsHeard() {
    doing = Activity.UNKNOWN;
    assertThat(stretches().get(0).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(stretches().get(0).words()).isEqualTo("nothing is known of it at this moment");
    assertThat(stretches().get(1).start()).isEqualTo(NOW.plusSeconds(900));
  }

  @Test
  void tellsWhatAnAssetDoesNowToItsOwnerAlone() {
    doing = Activity.FAULT;
    assertThat(stretches().get(0).words()).isEqualTo("not idle at this moment");
    relation = Relation.OWN;
    assertThat(stretches().get(0).words()).isEqualTo("not idle at this moment: a fault");
  }

  /** Whatever else the stretches are: they cover the range, and all that is offered is free. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void explainsEveryMomentOnceAndOffersOnlyWhatCanBeBookedAsAWhole(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      randomise(random);
      List<Stretch> stretches = stretches();
      Instant end = within.start();
      for (Stretch stretch : stretches) {
        assertThat(stretch.start()).isEqualTo(end);
        end = stretch.end();
        if (stretch.verdict() == Verdict.OFFERED) {
          assertBookable(new TimeRange(stretch.start(), stretch.end()));
        }
      }
      assertThat(end).isEqualTo(within.end());
    }
  }

  private void randomise(Random random) {
    int start = random.nextInt(200) - 50;
    within = hours(start, start + 1 + random.nextInt(300));
    open = TimeRanges.of(some(random, 6, 80));
    lockouts = some(random, 2, 20).stream().map(during -> new Lockout(during, "x")).toList();
    turnaround =
        new Turnaround(
            Duration.ofMinutes(random.nextInt(90)), Duration.ofMinutes(random.nextInt(90)));
    taken = some(random, 5, 10).stream().map(during -> taken(PARTNER, during)).toList();
    int busyHour = random.nextInt(24);
    busy = clock -> clock.getHour() == busyHour;
  }

  private void assertBookable(TimeRange window) {
    assertThat(open.contains(window)).isTrue();
    assertThat(window.start()).isAfterOrEqualTo(present);
    assertThat(window.end()).isBeforeOrEqualTo(present.plus(Policy.PLATFORM.horizon()));
    assertThat(window.length()).isLessThanOrEqualTo(Policy.PLATFORM.longest());
    assertThat(lockouts).noneMatch(lockout -> lockout.during().overlaps(window));
    TimeRange blocked = turnaround.blockedBy(window);
    assertThat(taken).noneMatch(reservation -> reservation.blocked().overlaps(blocked));
    assertThat(forecast().between(window.start(), window.end()))
        .allSatisfy(
            hour -> assertThat(hour.probability().orElseThrow()).isGreaterThanOrEqualTo(0.6));
  }

  private static List<TimeRange> some(Random random, int count, int longest) {
    List<TimeRange> ranges = new ArrayList<>();
    for (int i = random.nextInt(count + 1); i > 0; i--) {
      Instant start = NOW.plus(Duration.ofMinutes(random.nextInt(60 * 400) - 3000L));
      ranges.add(TimeRange.from(start, Duration.ofMinutes(1L + random.nextInt(60 * longest))));
    }
    return ranges;
  }

  private Taken taken(int organisation, TimeRange during) {
    return new Taken(
        UUID.randomUUID(),
        organisation,
        "harbor",
        during,
        turnaround.blockedBy(during),
        Optional.empty());
  }

  private List<String> told() {
    return stretches().stream()
        .map(
            one ->
                one.verdict().code()
                    + " "
                    + hoursFromNow(one.start())
                    + ".."
                    + hoursFromNow(one.end()))
        .toList();
  }

  private List<Stretch> stretches() {
    return IdleWindows.stretches(time(forecast()), Chances.LEAST);
  }

  private AssetTime time(IdleForecast forecast) {
    return new AssetTime(
        calendar(),
        taken,
        forecast,
        relation,
        PARTNER,
        IdleTerms.of(policy.withTurnaround(turnaround), BERLIN, relation, Optional.empty()),
        new AssetTime.Moment(present, present, Optional.of(doing)));
  }

  private AssetCalendar calendar() {
    TimeRanges cut = open.intersect(TimeRanges.of(within));
    return new AssetCalendar(ASSET, within, cut, holidays, lockouts, turnaround);
  }

  private IdleForecast forecast() {
    QuarterHours.Builder past = QuarterHours.between(NOW.minus(Duration.ofDays(28)), NOW);
    for (int hour = 1; hour <= 28 * 24; hour++) {
      Instant start = NOW.minus(Duration.ofHours(hour));
      boolean used = busy.test(LocalDateTime.ofInstant(start, BERLIN));
      Instant end = start.plus(Duration.ofHours(1));
      past.add(new UsageInterval(7, start, end, used ? Activity.IN_USE : Activity.STANDBY));
    }
    return IdleForecast.of(BERLIN, past.build());
  }

  private static long hoursFromNow(Instant instant) {
    return Duration.between(NOW, instant).toHours();
  }

  private static TimeRange hours(int from, int to) {
    return new TimeRange(NOW.plus(Duration.ofHours(from)), NOW.plus(Duration.ofHours(to)));
  }
}
