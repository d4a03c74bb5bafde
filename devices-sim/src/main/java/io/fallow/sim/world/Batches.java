package io.fallow.sim.world;

import io.fallow.gateway.wire.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts the readings of several devices into messages. */
final class Batches {

  private static final Comparator<Reading> BY_TIME =
      Comparator.comparing(Reading::time).thenComparing(Reading::asset);

  private Batches() {}

  /**
   * The readings in order of time, in groups of {@code size}. Readings of one instant stay
   * together, so that the last time in a group says what has been told; a group may be larger for
   * that.
   */
  static List<List<Reading>> of(List<Reading> readings, int size) {
    List<List<Reading>> batches = new ArrayList<>();
    List<Reading> batch = new ArrayList<>();
    for (Reading reading : readings.stream().sorted(BY_TIME).toList()) {
      boolean full = batch.size() >= size;
      if (full && batch.get(batch.size() - 1).time().isBefore(reading.time())) {
        batches.add(batch);
        batch = new ArrayList<>();
      }
      batch.add(reading);
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
