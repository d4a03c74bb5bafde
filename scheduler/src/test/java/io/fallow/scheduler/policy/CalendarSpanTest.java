package io.fallow.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarSpanTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static TimeRange range(String start, String end) {
    return new TimeRange(Instant.parse(start), Instant.parse(end));
  }

  @Test
  void aWeekBeginsOnMondayOnTheFacilitysClock() {
    assertThat(
            CalendarSpan.WEEK.touching(
                range("2026-11-22T22:30:00Z", "2026-11-22T23:30:00Z"), BERLIN))
        .containsExactly(
            range("2026-11-15T23:00:00Z", "2026-11-22T23:00:00Z"),
            range("2026-11-22T23:00:00Z", "2026-11-29T23:00:00Z"));
  }

  @Test
  void aRangeThatEndsWithAWeekDoesNotTouchTheNext() {
    assertThat(
            CalendarSpan.WEEK.touching(
                range("2026-11-20T12:00:00Z", "2026-11-22T23:00:00Z"), BERLIN))
        .hasSize(1);
    assertThat(
            CalendarSpan.MONTH.touching(
                range("2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z"), BERLIN))
        .hasSize(1);
  }

  @Test
  void aWeekWithAClockChangeIsAnHourShorterOrLonger() {
    assertThat(lengths("2026-03-26T12:00:00Z")).containsExactly(Duration.ofHours(167));
    assertThat(lengths("2026-10-22T12:00:00Z")).containsExactly(Duration.ofHours(169));
    assertThat(lengths("2026-11-24T12:00:00Z")).containsExactly(Duration.ofDays(7));
  }

  private static List<Duration> lengths(String at) {
    return CalendarSpan.WEEK
        .touching(TimeRange.from(Instant.parse(at), Duration.ofHours(1)), BERLIN)
        .stream()
        .map(TimeRange::length)
        .toList();
  }

  /** Apia had no 30 December 2011; Sao Paulo's Sundays began at 01:00 when summer time did. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/Sao_Paulo",
        "Asia/Kathmandu",
        "America/Havana",
        "Africa/Casablanca"
      })
  void spansFollowEachOtherWithoutAGapAndTakeInTheWholeRange(String id) {
    ZoneId zone = ZoneId.of(id);
    Random random = new Random(id.hashCode());
    for (int i = 0; i < 200; i++) {
      Instant start =
          Instant.parse("2010-01-01T00:00:00Z")
              .plus(Duration.ofMinutes(random.nextInt(18 * 365 * 24 * 60)));
      TimeRange range = TimeRange.from(start, Duration.ofMinutes(1 + random.nextInt(28 * 24 * 60)));
      for (CalendarSpan kind : CalendarSpan.values()) {
        List<TimeRange> spans = kind.touching(range, zone);
        assertThat(spans).allMatch(span -> span.overlaps(range));
        assertThat(
                new TimeRange(spans.get(0).start(), spans.get(spans.size() - 1).end())
                    .contains(range))
            .isTrue();
        for (int j = 1; j < spans.size(); j++) {
          assertThat(spans.get(j).start()).isEqualTo(spans.get(j - 1).end());
        }
      }
    }
  }
}
