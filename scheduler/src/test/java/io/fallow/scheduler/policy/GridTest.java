package io.fallow.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {

  private static Grid every(String step, String zone) {
    return new Grid(Duration.parse(step), ZoneId.of(zone));
  }

  private static TimeRange range(String start, String end) {
    return new TimeRange(Instant.parse(start), Instant.parse(end));
  }

  @Test
  void countsStepsFromTheFacilitysMidnight() {
    Grid grid = every("PT2H", "Asia/Kathmandu"); // 5:45 ahead
    assertThat(grid.holds(Instant.parse("2026-11-23T18:15:00Z"))).isTrue();
    assertThat(grid.holds(Instant.parse("2026-11-23T20:15:00Z"))).isTrue();
    assertThat(grid.holds(Instant.parse("2026-11-23T19:15:00Z"))).isFalse();
    assertThat(grid.holds(Instant.parse("2026-11-23T20:00:00Z"))).isFalse();
    assertThat(grid.holds(Instant.parse("2026-11-23T20:15:00.001Z"))).isFalse();
  }

  /** At 02:00 Berlin goes on to 03:00: so 00:00 to 04:00 is a step of three hours. */
  @Test
  void aStepAcrossAClockChangeIsAsMuchShorterOrLonger() {
    Grid grid = every("PT4H", "Europe/Berlin");
    assertThat(grid.holds(range("2026-03-28T23:00:00Z", "2026-03-29T02:00:00Z"))).isTrue();
    assertThat(grid.holds(range("2026-03-28T23:00:00Z", "2026-03-29T03:00:00Z"))).isFalse();
    assertThat(grid.holds(range("2026-10-24T22:00:00Z", "2026-10-25T03:00:00Z"))).isTrue();
  }

  /** At Lord Howe 02:00 becomes 02:30; the next hour is 03:00, half an hour later. */
  @Test
  void leavesOutTimesThatTheClockSkipsAndHasThoseItRepeatsTwice() {
    Grid hours = every("PT1H", "Australia/Lord_Howe");
    assertThat(hours.holds(Instant.parse("2026-10-03T15:30:00Z"))).isFalse();
    assertThat(hours.holds(Instant.parse("2026-10-03T16:00:00Z"))).isTrue();
    Grid halves = every("PT30M", "Europe/Berlin");
    assertThat(halves.holds(Instant.parse("2026-10-25T00:30:00Z"))).isTrue();
    assertThat(halves.holds(Instant.parse("2026-10-25T01:30:00Z"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns",
        "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca", "UTC"
      })
  void holdsWhatTheWallClockShows(String zone) {
    Random random = new Random(zone.hashCode());
    for (String step : List.of("PT15M", "PT1H", "PT6H", "P1D")) {
      Grid grid = every(step, zone);
      for (int i = 0; i < 500; i++) {
        Instant at = nearAChange(grid.zone(), random);
        int second = LocalTime.ofInstant(at, grid.zone()).toSecondOfDay();
        assertThat(grid.holds(at))
            .as(zone + step + at)
            .isEqualTo(second % grid.step().toSeconds() == 0);
      }
    }
  }

  private static Instant nearAChange(ZoneId zone, Random random) {
    Instant some =
        Instant.parse("2009-01-01T00:00:00Z")
            .plus(Duration.ofMinutes(random.nextInt(20 * 365 * 24 * 60)));
    ZoneOffsetTransition change = zone.getRules().nextTransition(some);
    Instant near = change == null ? some : change.getInstant();
    return near.plus(Duration.ofMinutes(15L * (random.nextInt(200) - 100)))
        .truncatedTo(ChronoUnit.MINUTES);
  }

  @Test
  void takesOnlyStepsOfWhichADayIsAWholeNumber() {
    assertThatThrownBy(() -> every("PT7M", "UTC")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> every("PT0S", "UTC")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> every("P2D", "UTC")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysOfInstantsBeyondAllCalendarsWhetherTheyLieOnIt() {
    assertThat(every("PT1H", "Europe/Berlin").holds(Instant.MAX)).isFalse();
    assertThat(every("P1D", "Europe/Berlin").holds(Instant.MIN)).isFalse();
  }
}
