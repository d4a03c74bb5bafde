package io.fallow.telemetry.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WallQuartersTest {

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,       2026-03-26T00:00:00Z",
    "Europe/Berlin,       2026-10-22T00:00:00Z",
    "America/Chicago,     2026-10-30T00:00:00Z",
    "Australia/Lord_Howe, 2026-04-02T00:00:00Z",
    "Australia/Lord_Howe, 2026-10-01T00:00:00Z",
    "Asia/Kathmandu,      2026-06-01T00:00:00Z",
    "Pacific/Apia,        2011-12-27T00:00:00Z"
  })
  void readsTheWallClockAcrossItsChanges(ZoneId zone, Instant from) {
    long first = QuarterHours.number(from);
    WallQuarters quarters = WallQuarters.of(zone, Set.of(), first, 9 * 96);
    for (int i = 0; i < quarters.count(); i++) {
      LocalDateTime clock = LocalDateTime.ofInstant(QuarterHours.start(first + i), zone);
      int ofDay = clock.getHour() * 4 + clock.getMinute() / 15;
      assertThat(quarters.ofWeek(i)).isEqualTo((clock.getDayOfWeek().getValue() - 1) * 96 + ofDay);
      assertThat(quarters.day(i)).isEqualTo((int) clock.toLocalDate().toEpochDay());
    }
  }

  @Test
  void knowsTheHolidaysOfTheWallClock() {
    ZoneId zone = ZoneId.of("Asia/Seoul");
    long first = QuarterHours.number(Instant.parse("2018-08-14T14:45:00Z"));
    WallQuarters quarters = WallQuarters.of(zone, Set.of(LocalDate.parse("2018-08-15")), first, 98);
    assertThat(quarters.isHoliday(0)).isFalse();
    assertThat(quarters.isHoliday(1)).isTrue();
    assertThat(quarters.isHoliday(96)).isTrue();
    assertThat(quarters.isHoliday(97)).isFalse();
  }
}
