package io.fallow.telemetry.usage;

import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;

/**
 * Distributes what an asset did, and its energy, over the clock hours of a zone. Both come in order
 * of time, each for itself: what was used is known before what was done is decided.
 */
final class HourLedger {

  private final ZoneId zone;
  private final long from;
  private final TreeMap<Long, HourSums> hours = new TreeMap<>();
  private final Cursor activities = new Cursor();
  private final Cursor energy = new Cursor();

  /** The hour that is being filled. */
  private final class Cursor {
    private long end = Micros.NEVER_BEFORE;
    private HourSums sums;

    HourSums at(long time) {
      if (time >= end) {
        ClockHour hour = ClockHour.of(zone, time);
        end = hour.end();
        sums = hours.computeIfAbsent(hour.start(), HourSums::empty);
      }
      return sums;
    }
  }

  /**
   * A ledger without sums.
   *
   * @param from what lies before it, in microseconds, is left out
   */
  HourLedger(ZoneId zone, long from) {
    this.zone = zone;
    this.from = from;
  }

  /** Goes on with the sums of an hour. */
  void resume(HourSums begun) {
    hours.put(begun.hour(), begun);
  }

  void add(int activity, long start, long end) {
    if (activity == Judge.UNKNOWN) {
      return;
    }
    long at = Math.max(start, from);
    while (at < end) {
      HourSums sums = activities.at(at);
      long to = Math.min(end, activities.end);
      sums.add(activity, to - at);
      at = to;
    }
  }

  void addEnergy(float powerW, long start, long end) {
    if (powerW == Sample.NONE) {
      return;
    }
    long at = Math.max(start, from);
    while (at < end) {
      HourSums sums = energy.at(at);
      long to = Math.min(end, energy.end);
      sums.addEnergy(powerW, to - at);
      at = to;
    }
  }

  /** All hours with something in them, in order. */
  List<HourSums> finish() {
    return hours.values().stream().filter(sums -> !sums.isBlank()).toList();
  }
}
