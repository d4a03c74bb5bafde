package io.fallow.sim.device;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How machines of one make behave and what their sensor tells. The same model serves many devices,
 * which differ by their seeds.
 *
 * @param rhythm when it works
 * @param power what it draws
 * @param warmUp stretch before each piece of work in which it draws its warm-up power
 * @param standbyAfter how long it stays powered after work, at most {@link #LONGEST_REST}; empty
 *     for a machine that is never switched off
 * @param sensor what it reports
 * @param breakdowns {@code FAULT}s, which begin while it works
 * @param silences stretches in which nothing is heard of it
 */
public record DeviceModel(
    Rhythm rhythm,
    Power power,
    Duration warmUp,
    Optional<Duration> standbyAfter,
    Sensor sensor,
    Mishaps breakdowns,
    Mishaps silences) {

  /** The longest warm-up and the longest standby after work. */
  public static final Duration LONGEST_REST = Duration.ofHours(12);

  /** Checks that the sensor can tell what the machine does. */
  public DeviceModel {
    if (warmUp.compareTo(LONGEST_REST) > 0
        || standbyAfter.filter(after -> after.compareTo(LONGEST_REST) > 0).isPresent()) {
      throw new IllegalArgumentException("warm-up and standby last at most " + LONGEST_REST);
    }
    if (!sensor.activity() && breakdowns.meanDaysBetween() > 0) {
      throw new IllegalArgumentException("a power meter cannot tell a breakdown from switched off");
    }
  }

  /**
   * When a machine works.
   *
   * @param week share of busy time by local hour of the week
   * @param cycle how long a piece of work and the pause after it take together, about
   * @param shortest the shortest typical piece of work
   * @param planDays days that are planned as one; work ends at the end of a plan, at local midnight
   * @param quietDays share of days, 0 to 1, on which nothing is to be done
   * @param season factor on the week's shares for each month from January, or empty
   * @param holidays whether a public holiday is like a Sunday
   */
  public record Rhythm(
      WeekPattern week,
      Duration cycle,
      Duration shortest,
      int planDays,
      double quietDays,
      List<Double> season,
      boolean holidays) {

    /** Checks the season's length and that durations are positive. */
    public Rhythm {
      season = List.copyOf(season);
      if (!(season.isEmpty() || season.size() == 12)) {
        throw new IllegalArgumentException("a season has a factor for each month");
      }
      if (planDays < 1 || cycle.compareTo(Duration.ofMinutes(1)) < 0 || shortest.isNegative()) {
        throw new IllegalArgumentException("plans, cycles and pieces of work take time");
      }
    }

    double season(int month) {
      return season.isEmpty() ? 1 : season.get(month - 1);
    }
  }

  /**
   * Electrical power in watts.
   *
   * @param noise how far a sample strays from its level, as a share of it, both ways
   */
  public record Power(double off, double standby, double warmUp, double inUse, double noise) {}

  /**
   * What is reported.
   *
   * @param cadence between two regular readings
   * @param activity whether the machine says what it does, and then also at each change
   * @param power whether its power is metered
   */
  public record Sensor(Duration cadence, boolean activity, boolean power) {

    /** Checks that something is reported, in whole seconds. */
    public Sensor {
      boolean wholeSeconds = cadence.equals(Duration.ofSeconds(cadence.toSeconds()));
      if (!(activity || power) || cadence.toSeconds() < 1 || !wholeSeconds) {
        throw new IllegalArgumentException("a sensor reports something, each so many seconds");
      }
    }
  }

  /**
   * Things that go wrong now and then.
   *
   * @param meanDaysBetween days from one to the next on average; 0 for never
   */
  public record Mishaps(double meanDaysBetween, Duration shortest, Duration longest) {

    /** Nothing ever goes wrong. */
    public static final Mishaps NEVER = new Mishaps(0, Duration.ZERO, Duration.ZERO);

    /** Checks the order of the durations. */
    public Mishaps {
      if (meanDaysBetween < 0 || shortest.compareTo(longest) > 0) {
        throw new IllegalArgumentException("the shortest is not longer than the longest");
      }
    }
  }
}
