package io.fallow.gateway.source.csv;

import io.fallow.gateway.wire.Activity;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a meter's export is to be read.
 *
 * @param asset whose readings they are
 */
public record MeterCsvOptions(
    String asset, Layout layout, Times times, Values values, Mending mending) {

  /** Checks that the parts fit together. */
  public MeterCsvOptions {
    if (times.interval.isEmpty() && (times.stamp == Stamp.END || values.energy.isPresent())) {
      throw new IllegalArgumentException(
          "energy, and times of an interval's end, need the interval's length");
    }
  }

  /** The file's form. */
  public record Layout(Charset charset, char delimiter, char decimal) {}

  /**
   * The rows' times.
   *
   * @param columns their texts are joined by a blank
   * @param format a pattern of {@link java.time.format.DateTimeFormatter}, or {@code iso}, {@code
   *     epoch-s}, {@code epoch-ms}
   * @param zone of times without an offset
   * @param stamp which end of its interval a row's time is
   * @param interval from row to row
   */
  public record Times(
      List<String> columns, String format, ZoneId zone, Stamp stamp, Optional<Duration> interval) {

    /** Checks that there is a column, and that the interval is not empty. */
    public Times {
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("times stand in at least one column");
      }
      if (interval.isPresent() && (interval.get().isZero() || interval.get().isNegative())) {
        throw new IllegalArgumentException("an interval is longer than nothing");
      }
    }
  }

  /** Which end of an interval. */
  public enum Stamp {
    /** Its start; also right for samples that stand for no interval. */
    START,
    /** Its end. */
    END
  }

  /**
   * The rows' values: energy or power, activity, or both.
   *
   * @param activities what the texts of the activity column mean, beside the activities' own names
   */
  public record Values(
      Optional<Quantity> energy,
      Optional<Quantity> power,
      Optional<String> activityColumn,
      Map<String, Activity> activities) {

    /** Checks that there is something to read. */
    public Values {
      activities = Map.copyOf(activities);
      if (energy.isPresent() && power.isPresent()) {
        throw new IllegalArgumentException("a reading comes from energy or from power, not both");
      }
      if (energy.isEmpty() && power.isEmpty() && activityColumn.isEmpty()) {
        throw new IllegalArgumentException("name a column of energy, power or activity");
      }
    }
  }

  /**
   * A column of numbers.
   *
   * @param factor to watt-hours of an interval, or to watts
   */
  public record Quantity(String column, double factor) {}

  /**
   * What to do about rows that look wrong.
   *
   * @param midnight a row of 00:00 under the date of the day that ends belongs to the next day
   * @param keepOutOfOrder rows that go back in time are stored and not rejected: the platform takes
   *     readings in any order
   */
  public record Mending(boolean midnight, Duplicates duplicates, boolean keepOutOfOrder) {}

  /** Which of several rows of the same time to keep. */
  public enum Duplicates {
    /** The first one. */
    FIRST,
    /** The last one. */
    LAST
  }
}
