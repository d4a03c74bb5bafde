package io.fallow.scheduler.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlternativesTest {

  private static final Spot WANTED = spot("a", "10:00", "12:00");

  @Test
  void proposesTheNearestTimesOfTheSameLength() {
    List<Spot> windows =
        List.of(
            spot("a", "06:00", "09:00"), spot("a", "13:00", "20:00"), spot("b", "11:00", "13:00"));
    assertThat(Alternatives.nearest(WANTED, windows, List.of()))
        .containsExactly(
            spot("b", "11:00", "13:00"), spot("a", "07:00", "09:00"), spot("a", "13:00", "15:00"));
  }

  @Test
  void proposesTheWantedTimeItselfWhereAnotherAssetHasIt() {
    assertThat(Alternatives.nearest(WANTED, List.of(spot("b", "08:00", "18:00")), List.of()))
        .containsExactly(spot("b", "10:00", "12:00"));
  }

  @Test
  void prefersTheWantedAssetOfTwoThatAreEquallyNear() {
    List<Spot> windows = List.of(spot("0", "12:00", "14:00"), spot("a", "06:00", "10:00"));
    assertThat(Alternatives.nearest(WANTED, windows, List.of()))
        .containsExactly(spot("a", "08:00", "10:00"), spot("0", "12:00", "14:00"));
  }

  @Test
  void proposesNeitherWhatIsTooShortNorWhatTheSeriesHasTakenItself() {
    List<Spot> windows = List.of(spot("a", "13:00", "14:30"), spot("a", "15:00", "18:00"));
    List<Spot> taken = List.of(spot("a", "16:00", "17:30"));
    assertThat(Alternatives.nearest(WANTED, windows, taken)).isEmpty();
    assertThat(Alternatives.nearest(WANTED, windows, List.of())).hasSize(1);
  }

  @Test
  void proposesThreeAtMost() {
    List<Spot> windows =
        List.of("a", "b", "c", "d").stream().map(each -> spot(each, "08:00", "18:00")).toList();
    assertThat(Alternatives.nearest(WANTED, windows, List.of()))
        .extracting(Spot::asset)
        .containsExactly("a", "b", "c");
  }

  private static Spot spot(String asset, String from, String to) {
    return new Spot(asset, new TimeRange(at(from), at(to)));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-23T" + time + ":00Z");
  }
}
