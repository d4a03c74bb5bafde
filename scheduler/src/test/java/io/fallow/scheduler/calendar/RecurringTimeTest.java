package io.fallow.scheduler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurringTimeTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void reachesIntoARangeFromBeforeIt() {
    assertThat(nights().within(range("2026-11-24T01:00:00Z", "2026-11-25T02:00:00Z")))
        .extracting(TimeRange::toString)
        .containsExactly(
            "[2026-11-24T01:00:00Z, 2026-11-24T05:00:00Z)",
            "[2026-11-24T21:00:00Z, 2026-11-25T02:00:00Z)");
  }

  @Test
  void lastsEquallyLongThroughAClockChange() {
    assertThat(nights().within(range("2027-03-27T12:00:00Z", "2027-03-28T12:00:00Z")))
        .extracting(TimeRange::length)
        .containsExactly(Duration.ofHours(8));
  }

  @Test
  void answersForManyYears() {
    RecurringTime yearly = valid("FREQ=YEARLY", "2026-11-23T22:00", Duration.ofHours(8));
    assertThat(yearly.within(range("2026-01-01T00:00:00Z", "2036-01-01T00:00:00Z"))).hasSize(10);
  }

  @Test
  void endsWithItsLastTime() {
    RecurringTime three = valid("FREQ=DAILY;COUNT=3", "2026-11-23T22:00", Duration.ofHours(8));
    assertThat(three.end().orElseThrow()).isAfter(Instant.parse("2026-11-26T05:00:00Z"));
    assertThat(three.within(range("2026-11-26T05:00:00Z", "2027-11-26T05:00:00Z"))).isEmpty();
    assertThat(nights().end()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT0S, out-of-range", "-PT1H, out-of-range", "P32D, out-of-range", "PT90S, format"})
  void refusesALengthThatIsNone(Duration length, String code) {
    assertThat(faults("FREQ=DAILY", "2026-11-23T22:00", length))
        .extracting(Fault::field, Fault::code)
        .containsExactly(tuple("duration", code));
  }

  @Test
  void namesTheFaultsOfLengthRuleAndStartTogether() {
    assertThat(faults("FREQ=SECONDLY", "2026-03-29T02:30", Duration.ZERO))
        .extracting(Fault::field)
        .containsExactlyInAnyOrder("duration", "rule", "start");
  }

  private static RecurringTime nights() {
    return valid("FREQ=DAILY", "2026-11-22T22:00", Duration.ofHours(8));
  }

  private static RecurringTime valid(String rule, String start, Duration length) {
    return RecurringTime.parse(rule, LocalDateTime.parse(start), BERLIN, length, List.of())
        .fold(
            time -> time,
            faults -> {
              throw new AssertionError(faults);
            });
  }

  private static List<Fault> faults(String rule, String start, Duration length) {
    return RecurringTime.parse(rule, LocalDateTime.parse(start), BERLIN, length, List.of())
        .fold(time -> List.of(), faults -> faults);
  }

  private static TimeRange range(String from, String to) {
    return new TimeRange(Instant.parse(from), Instant.parse(to));
  }
}
