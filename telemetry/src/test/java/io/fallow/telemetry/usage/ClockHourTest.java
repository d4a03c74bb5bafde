package io.fallow.telemetry.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClockHourTest {

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-06-01T10:59:59Z, 2026-06-01T10:00:00Z, 2026-06-01T11:00:00Z",
    "Asia/Kolkata, 2026-06-01T10:10:00Z, 2026-06-01T09:30:00Z, 2026-06-01T10:30:00Z",
    "Asia/Kathmandu, 2026-06-01T10:10:00Z, 2026-06-01T09:15:00Z, 2026-06-01T10:15:00Z",
    // The clocks of Berlin show 02:xx twice: two hours of an hour each.
    "Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
    "Europe/Berlin, 2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z",
    // They show no 02:xx at all: 03:xx follows 01:xx.
    "Europe/Berlin, 2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
    // Lord Howe changes by half an hour: 01:30 comes twice, then an hour starts at 02:30.
    "Australia/Lord_Howe, 2026-04-04T14:59:00Z, 2026-04-04T14:00:00Z, 2026-04-04T15:00:00Z",
    "Australia/Lord_Howe, 2026-04-04T15:10:00Z, 2026-04-04T15:00:00Z, 2026-04-04T15:30:00Z",
    "Australia/Lord_Howe, 2026-10-03T15:40:00Z, 2026-10-03T15:30:00Z, 2026-10-03T16:00:00Z",
  })
  void isTheHourThatTheClocksShow(ZoneId zone, Instant time, Instant start, Instant end) {
    assertThat(ClockHour.of(zone, Micros.of(time)))
        .isEqualTo(new ClockHour(Micros.of(start), Micros.of(end)));
  }

  @Test
  void hoursFollowEachOtherWithoutHolesThroughAYear() {
    for (String name : new String[] {"America/Chicago", "Australia/Lord_Howe", "UTC"}) {
      ZoneId zone = ZoneId.of(name);
      long time = Micros.of(Instant.parse("2026-01-01T00:00:00Z"));
      long end = time + 366 * Micros.DAY;
      while (time < end) {
        ClockHour hour = ClockHour.of(zone, time);
        assertThat(hour.start()).isEqualTo(time);
        assertThat(ClockHour.of(zone, hour.end() - 1)).isEqualTo(hour);
        time = hour.end();
      }
    }
  }
}
