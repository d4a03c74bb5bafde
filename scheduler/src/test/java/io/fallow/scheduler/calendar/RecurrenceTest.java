package io.fallow.scheduler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void staysAtItsTimeOnTheClockThroughSummerAndWinter() {
    Recurrence weekly = recurrence("FREQ=WEEKLY", "2026-10-12T09:00", BERLIN);
    assertThat(instants(weekly, "2026-10-12T00:00:00Z", 21))
        .containsExactly("2026-10-12T07:00:00Z", "2026-10-19T07:00:00Z", "2026-10-26T08:00:00Z");
  }

  @Test
  void movesATimeThatTheClockSkipsOnByWhatIsSkipped() {
    Recurrence daily = recurrence("FREQ=DAILY", "2026-03-27T02:30", BERLIN);
    assertThat(daily.occurrences(days("2026-03-28T00:00:00Z", 2)))
        .extracting(Object::toString)
        .containsExactly(
            "2026-03-28T02:30+01:00[Europe/Berlin]", "2026-03-29T03:30+02:00[Europe/Berlin]");
  }

  @Test
  void takesATimeThatTheClockShowsTwiceAtItsFirstShowing() {
    Recurrence daily = recurrence("FREQ=DAILY", "2026-10-20T02:30", BERLIN);
    assertThat(instants(daily, "2026-10-25T00:00:00Z", 1)).containsExactly("2026-10-25T00:30:00Z");
  }

  @Test
  void movesByTheHalfHourThatLordHoweSkips() {
    Recurrence daily =
        recurrence("FREQ=DAILY", "2026-10-01T02:10", ZoneId.of("Australia/Lord_Howe"));
    assertThat(daily.occurrences(days("2026-10-03T12:00:00Z", 1)))
        .extracting(Object::toString)
        .containsExactly("2026-10-04T02:40+11:00[Australia/Lord_Howe]");
  }

  @Test
  void isOneOccurrenceWhereADayThatTheCalendarSkipsFallsOnTheNext() {
    Recurrence daily = recurrence("FREQ=DAILY", "2011-12-28T09:00", ZoneId.of("Pacific/Apia"));
    assertThat(daily.occurrences(days("2011-12-29T00:00:00Z", 3)))
        .extracting(Object::toString)
        .containsExactly(
            "2011-12-29T09:00-10:00[Pacific/Apia]",
            "2011-12-31T09:00+14:00[Pacific/Apia]",
            "2012-01-01T09:00+14:00[Pacific/Apia]");
  }

  @Test
  void takesExceptionsOutAndCountsThem() {
    Recurrence daily =
        valid(
            Recurrence.parse(
                "FREQ=DAILY;COUNT=3",
                LocalDateTime.parse("2026-11-02T09:00"),
                BERLIN,
                List.of(LocalDateTime.parse("2026-11-03T09:00"))));
    assertThat(instants(daily, "2026-11-01T00:00:00Z", 30))
        .containsExactly("2026-11-02T08:00:00Z", "2026-11-04T08:00:00Z");
    assertThat(daily.end()).contains(Instant.parse("2026-11-04T08:00:01Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "20261104,         3",
    "20261104T090000,  3",
    "20261104T085959,  2",
    "20261104T080000Z, 3",
    "20261104T075959Z, 2"
  })
  void endsWithItsUntilWhichIsWithin(String until, int occurrences) {
    Recurrence daily = recurrence("FREQ=DAILY;UNTIL=" + until, "2026-11-02T09:00", BERLIN);
    assertThat(daily.occurrences(days("2026-11-01T00:00:00Z", 30))).hasSize(occurrences);
  }

  @Test
  void findsTheLeapDayHoweverManyDaysAreBetween() {
    Recurrence leap = recurrence("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29", "2024-03-01T09:00", BERLIN);
    assertThat(instants(leap, "2028-01-01T00:00:00Z", 100)).containsExactly("2028-02-29T08:00:00Z");
  }

  @Test
  void takesTheStartOnlyIfTheRuleDoes() {
    Recurrence mondays = recurrence("FREQ=WEEKLY;BYDAY=MO", "2026-11-25T09:00", BERLIN);
    assertThat(instants(mondays, "2026-11-20T00:00:00Z", 14))
        .containsExactly("2026-11-30T08:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FREQ=SECONDLY                                  | too-frequent",
        "FREQ=MINUTELY;INTERVAL=1000                    | too-frequent",
        "FREQ=HOURLY;BYMINUTE=0,30                      | too-frequent",
        "FREQ=HOURLY                                    | too-many",
        "FREQ=DAILY;BYHOUR=0,8,16                       | too-many",
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8,9,10,11 | too-many",
        "FREQ=DAILY;COUNT=1001                          | out-of-range",
        "FREQ=DAILY;COUNT=99999999999                   | out-of-range",
        "FREQ=DAILY;INTERVAL=0                          | out-of-range",
        "FREQ=DAILY;INTERVAL=-1                         | out-of-range",
        "FREQ=YEARLY;COUNT=20                           | too-long",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30            | never",
        "FREQ=DAILY;COUNT=2;UNTIL=20270101              | conflict",
        "FREQ=DAILY;UNTIL=20260101                      | reversed",
        "FREQ=DAILY;UNTIL=20261301                      | format",
        "FREQ=DAILY;UNTIL=tomorrow                      | format",
        "FREQ=DAILY;FREQ=DAILY                          | repeated-part",
        "FREQ=DAILY;X-EVIL=1                            | unknown-part",
        "FREQ=DAILY;BYSECOND=0                          | unknown-part",
        "FREQ=DAILY;BYHOUR=24                           | out-of-range",
        "FREQ=MONTHLY;BYMONTHDAY=0                      | out-of-range",
        "FREQ=MONTHLY;BYDAY=0MO                         | format",
        "FREQ=MONTHLY;BYDAY=XX                          | format",
        "FREQ=WEEKLY;BYDAY=1MO                          | conflict",
        "FREQ=WEEKLY;BYMONTHDAY=1                       | conflict",
        "FREQ=MONTHLY;BYWEEKNO=1                        | conflict",
        "FREQ=DAILY;BYSETPOS=1                          | conflict",
        "INTERVAL=2                                     | missing-frequency",
        "FREQ                                           | format",
        "FREQ=FORTNIGHTLY                               | format",
        "every second for ever                          | format"
      })
  void refusesARuleThatIsHostileOrMeaningless(String rule, String code) {
    assertThat(faults(rule, "2026-11-25T09:00"))
        .extracting(Fault::field, Fault::code)
        .containsExactly(tuple("rule", code));
  }

  @Test
  void namesEveryFaultAtOnce() {
    assertThat(faults("FREQ=DAILY;COUNT=0;BYHOUR=25,-1;WKST=XX;A=1", "2026-03-29T02:30"))
        .extracting(Fault::code)
        .containsExactlyInAnyOrder(
            "nonexistent",
            "unknown-part",
            "out-of-range",
            "out-of-range",
            "out-of-range",
            "format");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-25T02:30, ambiguous",
    "2026-03-29T02:30, nonexistent",
    "2026-11-25T09:00:30, format",
    "1026-11-25T09:00, out-of-range",
    "+999999999-12-31T00:00, out-of-range"
  })
  void refusesAStartThatIsNoSingleInstant(String start, String code) {
    assertThat(faults("FREQ=DAILY", start))
        .extracting(Fault::field, Fault::code)
        .containsExactly(tuple("start", code));
  }

  /** Each would take for ever, or all memory, if it were expanded first and counted then. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "FREQ=SECONDLY",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=29;COUNT=1000",
        "FREQ=HOURLY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;INTERVAL=1000;COUNT=1000",
        "FREQ=YEARLY;BYWEEKNO=1,2,3,4,5,6,7,8;BYHOUR=0,1,2,3,4,5;BYSETPOS=366;COUNT=1000",
        "FREQ=YEARLY;UNTIL=99991231T235959Z;BYMONTH=2;BYMONTHDAY=31"
      })
  void isCheapToRefuse(String rule) {
    faults(rule, "2026-11-25T09:00");
    long start = System.nanoTime();
    assertThat(faults(rule, "2026-11-25T09:00")).isNotEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void readsNothingOfAnEndlessRule() {
    assertThat(faults("FREQ=DAILY;BYHOUR=" + "1,".repeat(5_000_000), "2026-11-25T09:00"))
        .extracting(Fault::code)
        .containsExactly("too-long");
  }

  @Test
  void answersForNoStretchThatIsTooLong() {
    Recurrence daily = recurrence("FREQ=DAILY", "2026-11-25T09:00", BERLIN);
    assertThatThrownBy(() -> daily.occurrences(days("2026-01-01T00:00:00Z", 401)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void findsWhatRecursNowThoughItStartedLongAgo() {
    Recurrence old = recurrence("FREQ=HOURLY;INTERVAL=12", "2000-01-01T06:00", BERLIN);
    assertThat(instants(old, "2199-01-01T00:00:00Z", 1))
        .containsExactly("2199-01-01T05:00:00Z", "2199-01-01T17:00:00Z");
  }

  private static List<String> instants(Recurrence recurrence, String from, int days) {
    return recurrence.occurrences(days(from, days)).stream()
        .map(at -> at.toInstant().toString())
        .toList();
  }

  private static TimeRange days(String from, int days) {
    return TimeRange.from(Instant.parse(from), Duration.ofDays(days));
  }

  private static Recurrence recurrence(String rule, String start, ZoneId zone) {
    return valid(Recurrence.parse(rule, LocalDateTime.parse(start), zone, List.of()));
  }

  private static Recurrence valid(Checked<Recurrence> checked) {
    return checked.fold(
        recurrence -> recurrence,
        faults -> {
          throw new AssertionError(faults);
        });
  }

  private static List<Fault> faults(String rule, String start) {
    return Recurrence.parse(rule, LocalDateTime.parse(start), BERLIN, List.of())
        .fold(recurrence -> List.of(), faults -> faults);
  }
}
