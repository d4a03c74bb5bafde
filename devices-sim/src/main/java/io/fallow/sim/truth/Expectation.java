package io.fallow.sim.truth;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import io.fallow.sim.device.SimulatedDevice;
import io.fallow.sim.device.TruthInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a platform that makes no mistake knows of a device: what the device really does; but UNKNOWN
 * where its sensor was silent for longer than a reading may speak, from there until the sensor's
 * next reading.
 */
final class Expectation {

  private static final Duration PIECE = Duration.ofDays(1);

  private Expectation() {}

  /** The activities that tile {@code [from, to)}. */
  static List<Span> of(SimulatedDevice device, Duration maxGap, Instant from, Instant to) {
    List<Span> expected = new ArrayList<>();
    Instant at = from;
    for (Span gap : gaps(device, maxGap, from, to)) {
      addTruth(expected, device, at, gap.start());
      expected.add(gap);
      at = gap.end();
    }
    addTruth(expected, device, at, to);
    return expected;
  }

  private static void addTruth(
      List<Span> expected, SimulatedDevice device, Instant from, Instant to) {
    if (from.isBefore(to)) {
      for (TruthInterval truth : device.truth(from, to)) {
        expected.add(new Span(truth.start(), truth.end(), truth.activity()));
      }
    }
  }

  private static List<Span> gaps(
      SimulatedDevice device, Duration maxGap, Instant from, Instant to) {
    List<Span> gaps = new ArrayList<>();
    Instant knownUntil = from;
    for (Instant start = from; start.isBefore(to); start = start.plus(PIECE)) {
      Instant end = start.plus(PIECE).isBefore(to) ? start.plus(PIECE) : to;
      for (Reading reading : device.readings(start, end)) {
        addGap(gaps, knownUntil, reading.time());
        knownUntil = reading.time().plus(maxGap);
      }
    }
    addGap(gaps, knownUntil, to);
    return gaps;
  }

  private static void addGap(List<Span> gaps, Instant from, Instant to) {
    if (from.isBefore(to)) {
      gaps.add(new Span(from, to, Activity.UNKNOWN));
    }
  }
}
