package io.fallow.sim.trial;

import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Readings each of which says its own number, as its counter. */
final class Counted {

  private Counted() {}

  /**
   * Readings next to each other.
   *
   * @param first number
   * @param count how many
   * @param from time of the first
   * @param gapMicros from one to the next
   */
  static List<Reading> readings(
      List<String> assets, long first, int count, Instant from, long gapMicros) {
    List<Reading> readings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      readings.add(
          new Reading(
              assets.get((int) ((first + i) % assets.size())),
              from.plusNanos(i * gapMicros * 1_000),
              Optional.empty(),
              OptionalDouble.of(1_000 + (int) (first % 500)),
              OptionalLong.of(first + i)));
    }
    return readings;
  }
}
