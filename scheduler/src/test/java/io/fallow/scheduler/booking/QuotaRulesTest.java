package io.fallow.scheduler.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.booking.Standing.Counted;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.policy.Qualifications.Held;
import io.fallow.scheduler.policy.Quotas;
import io.fallow.scheduler.policy.Quotas.Quota;
import io.fallow.scheduler.policy.Scope;
import io.fallow.scheduler.sharing.Relation;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.RuleHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one organisation may have of an owner's assets. */
class QuotaRulesTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Scope TYPE = new Scope.OfType(1, "mri");
  private static final Scope AGREEMENT = new Scope.OfAgreement(7);

  private static VisibleAsset asset(ZoneId zone, Relation relation) {
    Facility facility = new Facility(1, 1, "main", "Main", zone, 0, 0);
    RuleHistory rules = RuleHistory.always(new ActivityRule.Reported(Duration.ofMinutes(5)));
    Asset asset = new Asset(5, 1, "owner", "Owner", facility, "m-1", "MRI", "mri", Set.of(), rules);
    return relation == Relation.OWN
        ? VisibleAsset.own(asset)
        : VisibleAsset.shared(asset, OptionalInt.of(7));
  }

  private static Policy with(Quotas quotas) {
    Policy usual = Policy.PLATFORM;
    return new Policy(
        usual.shortest(),
        usual.longest(),
        usual.granularity(),
        usual.notice(),
        usual.horizon(),
        quotas,
        usual.turnaround(),
        usual.transport(),
        usual.qualifications(),
        usual.personQualifications(),
        usual.bookers(),
        usual.data(),
        usual.approval(),
        usual.approvalWithin(),
        usual.holdFor(),
        usual.grace(),
        usual.releaseAfterIdle(),
        usual.faultAfter(),
        usual.cancellation(),
        usual.price(),
        usual.withheld(),
        usual.leastProbability(),
        usual.probabilityStep());
  }

  private static Quotas hours(Optional<Duration> week, Optional<Duration> month) {
    return new Quotas(
        Optional.empty(),
        Optional.empty(),
        week.map(most -> new Quota<>(most, TYPE)),
        month.map(most -> new Quota<>(most, TYPE)));
  }

  private static BookingCase wish(
      VisibleAsset asset, TimeRange during, Quotas quotas, boolean pending, List<Counted> counted) {
    return new BookingCase(
        new Viewer(2, "booker", "someone"),
        asset,
        during,
        "",
        with(quotas),
        Optional.empty(),
        new Standing(pending, counted, Held.NOTHING, Set.of()),
        Optional.empty(),
        during.start().minus(Duration.ofDays(1)));
  }

  private static BookingCase wish(TimeRange during, Quotas quotas, List<Counted> counted) {
    return wish(asset(BERLIN, Relation.SHARED), during, quotas, false, counted);
  }

  private static List<String> broken(BookingCase wish) {
    return BookingRules.violated(wish).stream()
        .peek(violation -> assertThat(violation.overridable()).isTrue())
        .map(Violation::code)
        .toList();
  }

  private static Counted has(String start, String end) {
    return new Counted(9, "mri", 3, range(start, end), true, false);
  }

  private static TimeRange range(String start, String end) {
    return new TimeRange(Instant.parse(start), Instant.parse(end));
  }

  private static final TimeRange TWO_HOURS = range("2026-11-24T08:00:00Z", "2026-11-24T10:00:00Z");

  @Test
  void anOrganisationHasAtMostSoManyReservationsAtOnce() {
    Quotas two =
        new Quotas(
            Optional.of(new Quota<>(2, TYPE)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Counted one = has("2026-11-25T08:00:00Z", "2026-11-25T10:00:00Z");
    Counted over = new Counted(9, "mri", 3, one.during(), false, false);
    Counted otherType = new Counted(9, "ct", 3, one.during(), true, false);
    assertThat(broken(wish(TWO_HOURS, two, List.of(one, over, otherType)))).isEmpty();
    assertThat(broken(wish(TWO_HOURS, two, List.of(one, one))))
        .containsExactly("too-many-simultaneous");
  }

  @Test
  void anOrganisationHasAtMostSoManyHoldsAndRequestsAtOnce() {
    Quotas one =
        new Quotas(
            Optional.empty(),
            Optional.of(new Quota<>(1, AGREEMENT)),
            Optional.empty(),
            Optional.empty());
    Counted request = new Counted(5, "mri", 7, TWO_HOURS, true, true);
    Counted underAnother = new Counted(5, "mri", 8, TWO_HOURS, true, true);
    VisibleAsset shared = asset(BERLIN, Relation.SHARED);
    assertThat(broken(wish(shared, TWO_HOURS, one, true, List.of(request))))
        .containsExactly("too-many-pending");
    assertThat(broken(wish(shared, TWO_HOURS, one, true, List.of(underAnother)))).isEmpty();
    assertThat(broken(wish(shared, TWO_HOURS, one, false, List.of(request)))).isEmpty();
  }

  @Test
  void anOrganisationBooksAtMostSoManyHoursInAWeek() {
    Quotas eight = hours(Optional.of(Duration.ofHours(8)), Optional.empty());
    Counted six = has("2026-11-26T08:00:00Z", "2026-11-26T14:00:00Z");
    Counted lastWeek = has("2026-11-20T08:00:00Z", "2026-11-20T14:00:00Z");
    assertThat(broken(wish(TWO_HOURS, eight, List.of(six, lastWeek)))).isEmpty();
    assertThat(
            broken(
                wish(
                    TWO_HOURS.widened(Duration.ZERO, Duration.ofSeconds(36)), eight, List.of(six))))
        .containsExactly("week-quota");
  }

  @Test
  void anOrganisationBooksAtMostSoManyHoursInAMonth() {
    Quotas eight = hours(Optional.empty(), Optional.of(Duration.ofHours(8)));
    Counted seven = has("2026-11-03T08:00:00Z", "2026-11-03T15:00:00Z");
    assertThat(broken(wish(TWO_HOURS, eight, List.of(seven)))).containsExactly("month-quota");
  }

  /** Sunday 22:00 to Monday 02:00 in Berlin: two hours in each week. */
  @Test
  void aBookingAcrossTheEndOfAWeekCountsInEachWithItsPart() {
    TimeRange night = range("2026-11-22T21:00:00Z", "2026-11-23T01:00:00Z");
    Quotas four = hours(Optional.of(Duration.ofHours(4)), Optional.empty());
    Counted before = has("2026-11-18T08:00:00Z", "2026-11-18T10:00:00Z");
    Counted after = has("2026-11-25T08:00:00Z", "2026-11-25T10:00:00Z");
    assertThat(broken(wish(night, four, List.of(before, after)))).isEmpty();
    Counted more = has("2026-11-26T08:00:00Z", "2026-11-26T08:15:00Z");
    assertThat(broken(wish(night, four, List.of(before, after, more))))
        .containsExactly("week-quota");
  }

  @Test
  void whichWeekItIsTheFacilitysClockSays() {
    TimeRange sundayInBerlin = range("2026-11-22T20:00:00Z", "2026-11-22T22:00:00Z");
    Counted onMonday = has("2026-11-23T08:00:00Z", "2026-11-23T10:00:00Z");
    Quotas three = hours(Optional.of(Duration.ofHours(3)), Optional.empty());
    assertThat(broken(wish(sundayInBerlin, three, List.of(onMonday)))).isEmpty();
    VisibleAsset inTokyo = asset(ZoneId.of("Asia/Tokyo"), Relation.SHARED);
    assertThat(broken(wish(inTokyo, sundayInBerlin, three, false, List.of(onMonday))))
        .containsExactly("week-quota");
  }

  @Test
  void theOwnerIsBoundByNoQuota() {
    Quotas none = hours(Optional.of(Duration.ofMinutes(15)), Optional.of(Duration.ofMinutes(15)));
    assertThat(broken(wish(asset(BERLIN, Relation.OWN), TWO_HOURS, none, true, List.of())))
        .isEmpty();
  }

  @Test
  void everyQuotaThatIsBrokenIsNamed() {
    Quotas all =
        new Quotas(
            Optional.of(new Quota<>(1, TYPE)),
            Optional.of(new Quota<>(1, TYPE)),
            Optional.of(new Quota<>(Duration.ofHours(2), TYPE)),
            Optional.of(new Quota<>(Duration.ofHours(2), TYPE)));
    Counted held =
        new Counted(5, "mri", 7, range("2026-11-25T08:00:00Z", "2026-11-25T10:00:00Z"), true, true);
    assertThat(broken(wish(asset(BERLIN, Relation.SHARED), TWO_HOURS, all, true, List.of(held))))
        .containsExactly("too-many-simultaneous", "too-many-pending", "week-quota", "month-quota");
  }

  /** Every quarter-hour is looked up on the facility's calendar: which week, which month? */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "America/Santiago",
        "Africa/Casablanca",
        "America/Havana"
      })
  void countsAsALookAtEveryQuarterHourDoes(String id) {
    ZoneId zone = ZoneId.of(id);
    Random random = new Random(id.hashCode());
    for (int i = 0; i < 150; i++) {
      Instant base =
          Instant.parse("2026-01-05T00:00:00Z").plus(Duration.ofDays(random.nextInt(350)));
      List<Counted> counted = new ArrayList<>();
      for (int j = 0; j < 6; j++) {
        counted.add(new Counted(9, "mri", 3, some(random, base), true, false));
      }
      TimeRange wish = some(random, base);
      Duration week = Duration.ofHours(20 + random.nextInt(120));
      Duration month = Duration.ofHours(40 + random.nextInt(300));
      List<String> expected = new ArrayList<>();
      if (looked(zone, wish, counted, QuotaRulesTest::week) > week.toMinutes()) {
        expected.add("week-quota");
      }
      if (looked(zone, wish, counted, YearMonth::from) > month.toMinutes()) {
        expected.add("month-quota");
      }
      Quotas quotas = hours(Optional.of(week), Optional.of(month));
      assertThat(
              BookingRules.violated(
                      wish(asset(zone, Relation.SHARED), wish, quotas, false, counted))
                  .stream()
                  .map(Violation::code)
                  .toList())
          .as(id + " " + wish)
          .isEqualTo(expected);
    }
  }

  private static TimeRange some(Random random, Instant base) {
    Instant start = base.plus(Duration.ofMinutes(15L * random.nextInt(40 * 96)));
    return TimeRange.from(start, Duration.ofMinutes(15L * (1 + random.nextInt(13 * 96))));
  }

  private static String week(LocalDate day) {
    return day.get(IsoFields.WEEK_BASED_YEAR) + "-" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
  }

  private interface Calendar {
    Object of(LocalDate day);
  }

  /** The most minutes in any week or month that the wish touches. */
  private static long looked(
      ZoneId zone, TimeRange wish, List<Counted> counted, Calendar calendar) {
    Map<Object, Long> touched = new HashMap<>();
    quarters(wish)
        .forEach(at -> touched.merge(calendar.of(LocalDate.ofInstant(at, zone)), 15L, Long::sum));
    for (Counted each : counted) {
      for (Instant at : quarters(each.during())) {
        touched.computeIfPresent(
            calendar.of(LocalDate.ofInstant(at, zone)), (span, minutes) -> minutes + 15);
      }
    }
    return touched.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private static List<Instant> quarters(TimeRange range) {
    List<Instant> quarters = new ArrayList<>();
    for (Instant at = range.start(); at.isBefore(range.end()); at = at.plusSeconds(900)) {
      quarters.add(at);
    }
    return quarters;
  }
}
