package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Distributes stretches, which come in order of time, over the clock hours of a zone. */
final class HourLedger {

  private final ZoneId zone;
  private final long from;
  private final List<HourSums> closed = new ArrayList<>();
  private ClockHour hour;
  private HourSums sums;

  /**
   * A ledger without sums.
   *
   * @param from what lies before it, in microseconds, is left out
   */
  HourLedger(ZoneId zone, long from) {
    this.zone = zone;
    this.from = from;
  }

  /** Goes on with the sums of an hour that was only begun. */
  void resume(HourSums begun) {
    hour = ClockHour.of(zone, begun.hour());
    sums = begun;
  }

  void add(Activity activity, float powerW, long start, long end) {
    if (activity == Activity.UNKNOWN && powerW == Sample.NONE) {
      return;
    }
    long at = Math.max(start, from);
    while (at < end) {
      turnTo(at);
      long to = Math.min(end, hour.end());
      sums.add(activity, powerW, to - at);
      at = to;
    }
  }

  private void turnTo(long time) {
    if (hour == null || !hour.contains(time)) {
      close();
      hour = ClockHour.of(zone, time);
      sums = HourSums.empty(hour.start());
    }
  }

  private void close() {
    if (sums != null && !sums.isBlank()) {
      closed.add(sums);
    }
    sums = null;
    hour = null;
  }

  /** All hours with something in them, in order; the ledger is closed by that. */
  List<HourSums> finish() {
    close();
    return closed;
  }
}
