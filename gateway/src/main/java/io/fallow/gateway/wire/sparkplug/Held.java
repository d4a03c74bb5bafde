package io.fallow.gateway.wire.sparkplug;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is known of an asset from all its metrics together: a node sends a value only when it
 * changes, so each reading is made of the newest value of each quantity.
 */
public record Held(Optional<Activity> activity, OptionalDouble powerW, OptionalLong counter) {

  /** Of an asset that has not said anything. */
  public static final Held NOTHING =
      new Held(Optional.empty(), OptionalDouble.empty(), OptionalLong.empty());

  Held with(Activity value) {
    return new Held(Optional.of(value), powerW, counter);
  }

  Held withPower(double watts) {
    return new Held(activity, OptionalDouble.of(watts), counter);
  }

  Held withCounter(long count) {
    return new Held(activity, powerW, OptionalLong.of(count));
  }

  /** The same, with nothing known of one quantity. */
  public Held without(Quantity quantity) {
    return switch (quantity) {
      case ACTIVITY -> new Held(Optional.empty(), powerW, counter);
      case POWER -> new Held(activity, OptionalDouble.empty(), counter);
      case COUNTER -> new Held(activity, powerW, OptionalLong.empty());
    };
  }

  /** All of it as of an instant; where nothing is known, that nobody knows. */
  public Reading at(String asset, Instant time) {
    return equals(NOTHING)
        ? Reading.ofActivity(asset, time, Activity.UNKNOWN)
        : new Reading(asset, time, activity, powerW, counter);
  }
}
