package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.registry.ActivityRule;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A stored reading of one asset, in the order that decides between readings of one instant: by
 * content, so never by arrival; the greatest counts.
 *
 * @param time microseconds
 * @param activity code of the reported activity, or {@link #NONE}
 * @param powerW watts, or {@link #NONE}
 * @param counter the count, or {@link #NONE}
 */
record Sample(long time, int activity, float powerW, long counter) implements Comparable<Sample> {

  static final int NONE = -1;

  private static final Comparator<Sample> BY_TIME_AND_CONTENT =
      Comparator.comparingLong(Sample::time)
          .thenComparingInt(Sample::activity)
          .thenComparingDouble(Sample::powerW)
          .thenComparingLong(Sample::counter);

  @Override
  public int compareTo(Sample other) {
    return BY_TIME_AND_CONTENT.compare(this, other);
  }

  /** What this reading says under a rule. */
  Held under(ActivityRule rule) {
    Optional<Activity> reported =
        activity == NONE ? Optional.empty() : Optional.of(Activity.ofCode(activity));
    OptionalDouble power = powerW == NONE ? OptionalDouble.empty() : OptionalDouble.of(powerW);
    return new Held(time, rule.activityOf(reported, power), powerW);
  }
}
