package io.fallow.sim.forecast;

import static io.fallow.sim.forecast.Histories.DAY;
import static io.fallow.sim.forecast.Histories.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.telemetry.forecast.QuarterHours;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecasterTest {

  @Test
  void theMeanIsTheIdleShareOfWhatWasObserved() {
    History history = Histories.of(8, quarter -> quarter % 4 == 0, quarter -> quarter != 7, 0);
    Forecaster mean = new Forecaster.Mean();
    assertThat(mean.chance(0)).isEqualTo(0.5);
    learn(mean, history, 8);
    assertThat(mean.chance(100)).isEqualTo(2.0 / 7);
  }

  @Test
  void lastWeekIsRepeatedAndAnUnseenQuarterHourLeavesTheOneBefore() {
    History history =
        Histories.of(2 * WEEK + 5, quarter -> quarter < WEEK, quarter -> quarter != WEEK + 3, 0);
    Forecaster lastWeek = new Forecaster.LastWeek(history);
    assertThat(lastWeek.chance(2)).isEqualTo(0.5);
    learn(lastWeek, history, WEEK + 4);
    assertThat(lastWeek.chance(2 * WEEK + 2)).isZero();
    assertThat(lastWeek.chance(2 * WEEK + 3)).isEqualTo(1);
    assertThat(lastWeek.chance(2 * WEEK + 4)).isEqualTo(1);
  }

  @Test
  void theHourOfWeekIsTheIdleShareOfItsQuarterHoursAndElseTheMean() {
    History history = Histories.of(2 * WEEK, quarter -> quarter % 4 == 0 || quarter >= WEEK);
    Forecaster hour = new Forecaster.HourOfWeek(history);
    learn(hour, history, 8);
    assertThat(hour.chance(WEEK + 1)).isEqualTo(0.25);
    assertThat(hour.chance(DAY)).isEqualTo(0.25);
    for (int i = 8; i < WEEK + 4; i++) {
      hour.learn(i, true, history.seen().isIdle(i));
    }
    assertThat(hour.chance(3)).isEqualTo(5.0 / 8);
    assertThat(hour.chance(4)).isEqualTo(0.25);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void knowsNothingThatIsLaterThanTheMomentAtWhichItSpeaks(int daysAhead) {
    int told = 10 * WEEK;
    History one = Histories.of(12 * WEEK, Histories.plant(1, 12).seen()::isIdle);
    History other =
        Histories.of(12 * WEEK, quarter -> one.seen().isIdle(quarter) == quarter < told);
    for (Forecaster.Kind kind : Forecaster.all()) {
      Forecaster first = kind.start().apply(one);
      Forecaster second = kind.start().apply(other);
      learn(first, one, told);
      learn(second, other, told);
      int target = told - 1 + daysAhead * DAY;
      assertThat(first.chance(target)).as(kind.name()).isEqualTo(second.chance(target));
    }
  }

  private static void learn(Forecaster forecaster, History history, int quarters) {
    QuarterHours seen = history.seen();
    for (int i = 0; i < quarters; i++) {
      forecaster.learn(i, seen.isObserved(i), seen.isIdle(i));
    }
  }
}
