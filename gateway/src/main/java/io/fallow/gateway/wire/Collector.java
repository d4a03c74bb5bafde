package io.fallow.gateway.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Makes objects of what a payload holds. */
final class Collector implements ReadingSink {

  final List<Reading> readings = new ArrayList<>();
  final List<BadReading> bad = new ArrayList<>();

  @Override
  public void reading(String asset, long timeMicros, int activity, float powerW, long counter) {
    readings.add(
        new Reading(
            asset,
            Micros.toInstant(timeMicros),
            activity == NO_ACTIVITY ? Optional.empty() : Optional.of(Activity.ofCode(activity)),
            Float.isNaN(powerW) ? OptionalDouble.empty() : OptionalDouble.of(powerW),
            counter == NO_COUNTER ? OptionalLong.empty() : OptionalLong.of(counter)));
  }

  @Override
  public void bad(BadReading each) {
    bad.add(each);
  }
}
