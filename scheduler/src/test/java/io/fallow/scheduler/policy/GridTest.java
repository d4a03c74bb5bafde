package io.fallow.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

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

  @Test
  void cutsARangeInwards() {
    Grid grid = new Grid(Duration.ofMinutes(30), BERLIN);
    assertThat(grid.within(range("2026-11-23T08:01:00Z", "2026-11-23T09:59:59Z")))
        .contains(range("2026-11-23T08:30:00Z", "2026-11-23T09:30:00Z"));
    assertThat(grid.within(range("2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z")))
        .contains(range("2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z"));
    assertThat(grid.within(range("2026-11-23T08:01:00Z", "2026-11-23T08:59:00Z")))
        .isEqualTo(Optional.empty());
  }

  /** At 02:00 Berlin goes on to 03:00: so 00:00 to 04:00 is a step of three hours. */
  @Test
  void aStepAcrossAClockChangeIsAsMuchShorterOrLonger() {
    Grid grid = new Grid(Duration.ofHours(4), BERLIN);
    assertThat(grid.within(range("2026-03-28T22:00:00Z", "2026-03-29T04:00:00Z")))
        .contains(range("2026-03-28T23:00:00Z", "2026-03-29T02:00:00Z"));
    assertThat(grid.within(range("2026-10-24T21:00:00Z", "2026-10-25T05:00:00Z")))
        .contains(range("2026-10-24T22:00:00Z", "2026-10-25T03:00:00Z"));
  }

  @Test
  void leavesOutTimesThatTheClockSkipsAndHasThoseItRepeatsTwice() {
    Grid hours = new Grid(Duration.ofHours(1), ZoneId.of("Australia/Lord_Howe")); // by 30 minutes
    // 02:00 becomes 02:30; the next hour is 03:00, half an hour later.
    assertThat(hours.atOrAfter(Instant.parse("2026-10-03T15:10:00Z")))
        .isEqualTo(Instant.parse("2026-10-03T16:00:00Z"));
    Grid halves = new Grid(Duration.ofMinutes(30), BERLIN);
    assertThat(halves.holds(Instant.parse("2026-10-25T00:30:00Z"))).isTrue();
    assertThat(halves.holds(Instant.parse("2026-10-25T01:30:00Z"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns",
        "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca", "UTC"
      })
  void findsTheNearestInstantsOfTheGridThatALookAtEveryMinuteFinds(String zone) {
    Random random = new Random(zone.hashCode());
    for (String step : Stream.of("PT15M", "PT1H", "PT6H", "P1D").toList()) {
      Grid grid = every(step, zone);
      for (int i = 0; i < 60; i++) {
        Instant start =
            Instant.parse("2009-01-01T00:00:00Z")
                .plus(Duration.ofMinutes(random.nextInt(20 * 365 * 24 * 60)));
        if (i % 2 == 0) {
          start = nearAChange(grid.zone(), start, random);
        }
        assertThat(grid.atOrAfter(start)).as(zone + step + start).isEqualTo(looked(grid, start, 1));
        assertThat(grid.atOrBefore(start))
            .as(zone + step + start)
            .isEqualTo(looked(grid, start, -1));
      }
    }
  }

  private static Instant nearAChange(ZoneId zone, Instant from, Random random) {
    var change = zone.getRules().nextTransition(from);
    return change == null
        ? from
        : change.getInstant().plus(Duration.ofMinutes(random.nextInt(360) - 180));
  }

  private static Instant looked(Grid grid, Instant from, int minutes) {
    Instant at = from;
    while (!shows(grid, at)) {
      at = at.plus(Duration.ofMinutes(minutes));
    }
    return at;
  }

  private static boolean shows(Grid grid, Instant instant) {
    int second = LocalTime.ofInstant(instant, grid.zone()).toSecondOfDay();
    return second % grid.step().toSeconds() == 0;
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
