package io.fallow.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is worth sending. */
class ChangesTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Changes changes = new Changes(new ReportRules(Duration.ofMinutes(1), 10, 0.02));

  @Test
  void letsTheFirstReadingOfAnAssetThrough() {
    assertThat(isNews(power(0, 500))).isTrue();
  }

  @Test
  void leavesOutASteadyMachineUntilItsHeartbeat() {
    List<Reading> tenMinutes = IntStream.range(0, 600).mapToObj(s -> power(s, 500)).toList();

    assertThat(changes.news(tenMinutes))
        .extracting(reading -> Duration.between(NOON, reading.time()).toMinutes())
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
  }

  @Test
  void letsPowerThroughThatDiffersByWattsAndByShare() {
    isNews(power(0, 100));
    assertThat(isNews(power(1, 109))).isFalse();
    assertThat(isNews(power(2, 110))).isTrue();
    isNews(power(3, 10_000));
    assertThat(isNews(power(4, 10_150))).isFalse();
    assertThat(isNews(power(5, 10_200))).isTrue();
  }

  @Test
  void seesPowerThatCreepsAwayFromWhatWasSent() {
    List<Reading> creeping = IntStream.range(0, 50).mapToObj(s -> power(s, 100 + s)).toList();

    assertThat(changes.news(creeping))
        .extracting(reading -> reading.powerW().getAsDouble())
        .containsExactly(100.0, 110.0, 120.0, 130.0, 140.0);
  }

  @Test
  void letsAnyOtherActivityOrCountThrough() {
    isNews(activity(0, Activity.IN_USE));
    assertThat(isNews(activity(1, Activity.IN_USE))).isFalse();
    assertThat(isNews(activity(2, Activity.FAULT))).isTrue();
    isNews(counter(3, 7));
    assertThat(isNews(counter(4, 7))).isFalse();
    assertThat(isNews(counter(5, 8))).isTrue();
  }

  @Test
  void neverLeavesOutWhatComesLate() {
    isNews(power(30, 500));
    assertThat(isNews(power(10, 500))).isTrue();
    assertThat(isNews(power(11, 500))).isTrue();
    assertThat(isNews(power(31, 500))).as("the newest still counts as said").isFalse();
  }

  @Test
  void leavesOutWhatIsSteadyAlsoAfterTheClockWentBack() {
    isNews(power(7_200, 500));
    changes.forget();

    assertThat(isNews(power(0, 500))).isTrue();
    assertThat(isNews(power(1, 500))).isFalse();
    assertThat(isNews(power(60, 500))).as("a heartbeat later").isTrue();
  }

  @Test
  void tellsAssetsAndQuantitiesApart() {
    isNews(power(0, 500));
    assertThat(isNews(activity(1, Activity.IN_USE))).isTrue();
    assertThat(isNews(Reading.ofPower("mri-2", NOON.plusSeconds(2), 500))).isTrue();
    assertThat(isNews(power(3, 500))).isFalse();
  }

  @Test
  void takesBackWhatWasNotKept() {
    Reading lost = power(0, 500);
    isNews(lost);
    changes.unsaid(List.of(lost));
    assertThat(isNews(power(1, 500))).isTrue();
  }

  private boolean isNews(Reading reading) {
    return !changes.news(List.of(reading)).isEmpty();
  }

  private static Reading power(int second, double watts) {
    return Reading.ofPower("mri-1", NOON.plusSeconds(second), watts);
  }

  private static Reading activity(int second, Activity activity) {
    return Reading.ofActivity("mri-1", NOON.plusSeconds(second), activity);
  }

  private static Reading counter(int second, long count) {
    return new Reading(
        "mri-1",
        NOON.plusSeconds(second),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalLong.of(count));
  }
}
