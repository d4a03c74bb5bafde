package io.fallow.sim.forecast;

import static io.fallow.sim.forecast.Histories.DAY;
import static io.fallow.sim.forecast.Histories.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void letsAForecasterSpeakWhenItHasLearntWhatIsSoManyDaysOldAndNothingLater(int daysAhead) {
    History history = Histories.of(3 * WEEK, quarter -> true, quarter -> true, 14);
    Listener listener = new Listener();
    Score score = new Score();
    Trial.run(new Forecaster.Kind("listener", any -> listener), history, daysAhead, score);
    assertThat(score.count()).isEqualTo(WEEK);
    assertThat(listener.targets).hasSize(WEEK).startsWith(2 * WEEK).endsWith(3 * WEEK - 1);
    assertThat(listener.ahead).containsOnly(daysAhead * DAY);
  }

  @Test
  void scoresOnlyWhatWasObserved() {
    History history = Histories.of(2 * WEEK, quarter -> true, quarter -> quarter % 2 == 0, 7);
    Map<String, Score> scores = Trial.run(List.of(history), 1);
    assertThat(scores.values()).allSatisfy(score -> assertThat(score.count()).isEqualTo(WEEK / 2));
    assertThat(scores.get("always the mean").brier()).isZero();
  }

  @Test
  void namesTheMachinesOnWhichABaselineWasBetter() {
    History steady = Histories.of(6 * WEEK, quarter -> quarter % DAY < DAY / 2, any -> true, 28);
    assertThat(Trial.beaten(List.of(steady), 1))
        .singleElement()
        .asString()
        .startsWith("small (same hour last week 0.0000, Fallow 0.000");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsFallowBeforeItsBaselinesOnAPlantWithShiftsThatComeAndGo(long seed) {
    List<History> plant = List.of(Histories.plant(seed, 30));
    for (int daysAhead : new int[] {1, 7}) {
      Map<String, Score> scores = Trial.run(plant, daysAhead);
      double own = scores.get(Forecaster.OURS).brier();
      scores.forEach(
          (name, score) -> {
            if (!name.equals(Forecaster.OURS)) {
              assertThat(own).as(name).isLessThan(score.brier());
            }
          });
    }
  }

  /** Notes what it is asked, and how far ahead of what it has learnt that is. */
  private static final class Listener implements Forecaster {
    private final List<Integer> targets = new ArrayList<>();
    private final List<Integer> ahead = new ArrayList<>();
    private int learnt = -1;

    @Override
    public void learn(int index, boolean isObserved, boolean isIdle) {
      learnt = index;
    }

    @Override
    public double chance(int target) {
      targets.add(target);
      ahead.add(target - learnt);
      return 1;
    }
  }
}
