package io.fallow.sim.forecast;

import io.fallow.telemetry.forecast.IdleModel;
import io.fallow.telemetry.forecast.WallQuarters;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Something that learns a machine's quarter-hours one after the other and foretells later ones. */
interface Forecaster {

  /** What the machine did in the next quarter-hour, from the history's first one on. */
  void learn(int index, boolean isObserved, boolean isIdle);

  /** The chance that a later quarter-hour is idle. */
  double chance(int target);

  /** The product's own name. */
  String OURS = "Fallow";

  /** A kind of forecaster. */
  record Kind(String name, Function<History, Forecaster> start) {}

  /** The product's own, and what it must beat. */
  static List<Kind> all() {
    return List.of(
        new Kind("always the mean", history -> new Mean()),
        new Kind("same hour last week", LastWeek::new),
        new Kind("hour-of-week mean", HourOfWeek::new),
        new Kind(OURS, Fallow::new));
  }

  /** The share of all time in which the machine stood idle. */
  final class Mean implements Forecaster {
    private int observed;
    private int idle;

    @Override
    public void learn(int index, boolean isObserved, boolean isIdle) {
      observed += isObserved ? 1 : 0;
      idle += isIdle ? 1 : 0;
    }

    @Override
    public double chance(int target) {
      return observed == 0 ? 0.5 : (double) idle / observed;
    }
  }

  /** What the machine did in that quarter-hour a week before, or the last time it was observed. */
  final class LastWeek implements Forecaster {
    private final int[] quarters;
    private final double[] last = new double[7 * 96];

    LastWeek(History history) {
      quarters = history.quartersOfWeek();
      Arrays.fill(last, 0.5);
    }

    @Override
    public void learn(int index, boolean isObserved, boolean isIdle) {
      if (isObserved) {
        last[quarters[index]] = isIdle ? 1 : 0;
      }
    }

    @Override
    public double chance(int target) {
      return last[quarters[target]];
    }
  }

  /** The share of that hour of the week in which the machine stood idle so far. */
  final class HourOfWeek implements Forecaster {
    private final int[] quarters;
    private final Mean mean = new Mean();
    private final int[] observed = new int[7 * 24];
    private final int[] idle = new int[7 * 24];

    HourOfWeek(History history) {
      quarters = history.quartersOfWeek();
    }

    @Override
    public void learn(int index, boolean isObserved, boolean isIdle) {
      mean.learn(index, isObserved, isIdle);
      observed[quarters[index] / 4] += isObserved ? 1 : 0;
      idle[quarters[index] / 4] += isIdle ? 1 : 0;
    }

    @Override
    public double chance(int target) {
      int hour = quarters[target] / 4;
      return observed[hour] == 0 ? mean.chance(target) : (double) idle[hour] / observed[hour];
    }
  }

  /** The product's model. */
  final class Fallow implements Forecaster {
    private final IdleModel model;

    Fallow(History history) {
      model =
          new IdleModel(
              WallQuarters.of(
                  history.zone(),
                  history.holidays(),
                  history.seen().first(),
                  history.seen().count()));
    }

    @Override
    public void learn(int index, boolean isObserved, boolean isIdle) {
      model.learn(isObserved, isIdle);
    }

    @Override
    public double chance(int target) {
      return model.chance(target);
    }
  }
}
