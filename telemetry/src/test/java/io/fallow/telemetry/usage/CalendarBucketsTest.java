package io.fallow.telemetry.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.telemetry.usage.UtilisationQuery.Bucket;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class CalendarBucketsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void daysOnWhichClocksAreChangedHave23And25Hours() {
    assertThat(days("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"))
        .containsExactly(entry("2026-03-29T00:00", 23));
    assertThat(days("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"))
        .containsExactly(entry("2026-10-25T00:00", 25));
  }

  @Test
  void aWeekBeginsOnMondayAndMayBeCut() {
    assertThat(lengths(Bucket.WEEK, "2026-11-18T10:30:00Z", "2026-11-23T00:00:00Z"))
        .containsExactly(entry("2026-11-16T00:00", 108), entry("2026-11-23T00:00", 1));
  }

  @Test
  void anHourThatIsLivedThroughTwiceIsOneAndOneThatIsLeftOutIsNone() {
    assertThat(lengths(Bucket.HOUR, "2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z"))
        .containsExactly(entry("2026-10-25T02:00", 2));
    assertThat(lengths(Bucket.HOUR, "2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z"))
        .containsExactly(entry("2026-03-29T01:00", 1), entry("2026-03-29T03:00", 1));
  }

  @Test
  void whatIsYetToComeHasNoLength() {
    SortedMap<LocalDateTime, Double> days =
        CalendarBuckets.lengths(
            BERLIN,
            Bucket.DAY,
            Instant.parse("2026-11-17T23:00:00Z"),
            Instant.parse("2026-11-19T23:00:00Z"),
            Instant.parse("2026-11-18T10:00:00Z"));

    assertThat(days.values()).containsExactly(11 * 3_600.0, 0.0);
  }

  private static SortedMap<LocalDateTime, Double> days(String from, String to) {
    return lengths(Bucket.DAY, from, to);
  }

  private static SortedMap<LocalDateTime, Double> lengths(Bucket bucket, String from, String to) {
    Instant end = Instant.parse(to);
    return CalendarBuckets.lengths(
        BERLIN, bucket, Instant.parse(from), end, end.plusSeconds(9_999));
  }

  private static Map.Entry<LocalDateTime, Double> entry(String start, int hours) {
    return Map.entry(LocalDateTime.parse(start), hours * 3_600.0);
  }
}
