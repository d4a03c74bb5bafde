package io.fallow.scheduler.idle;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The minutes at which bookings may start and end: those at which the facility's wall clock shows a
 * whole number of steps since midnight.
 *
 * @param step in minutes; 1 takes every minute
 */
record MinuteGrid(int step, ZoneId zone) {

  /** Zones keep a distance from UTC of whole quarter-hours: so to these grids they are all one. */
  private static final int SAME_EVERYWHERE = 15;

  /** A grid; equal to that of another zone where the zone makes no difference. */
  static MinuteGrid of(int step, ZoneId zone) {
    boolean same = SAME_EVERYWHERE % step == 0 && offsetInQuarters(zone.getRules());
    return new MinuteGrid(step, same ? ZoneOffset.UTC : zone);
  }

  private static boolean offsetInQuarters(ZoneRules rules) {
    Instant recently = Instant.parse("2020-01-01T00:00:00Z");
    ZoneOffsetTransition next = rules.nextTransition(recently);
    return rules.getOffset(recently).getTotalSeconds() % 900 == 0
        && (next == null || next.getOffsetAfter().getTotalSeconds() % 900 == 0);
  }

  /** The first minute on the grid that is no earlier. */
  int up(int minute) {
    int from = minute;
    while (step > 1) {
      int past = past(from);
      int next = past == 0 ? from : from + step - past;
      ZoneOffsetTransition change = zone.getRules().nextTransition(Minutes.instant(from));
      if (change == null || next < Minutes.floor(change.getInstant())) {
        return next;
      }
      from = Minutes.floor(change.getInstant());
      if (past(from) == 0) {
        return from;
      }
    }
    return from;
  }

  /** The last minute on the grid that is no later. */
  int down(int minute) {
    int from = minute;
    while (step > 1) {
      int last = from - past(from);
      ZoneOffsetTransition change =
          zone.getRules().previousTransition(Minutes.instant(from).plusNanos(1));
      if (change == null || last >= Minutes.floor(change.getInstant())) {
        return last;
      }
      from = Minutes.floor(change.getInstant()) - 1;
    }
    return from;
  }

  /** Whether a minute is on the grid. */
  boolean has(int minute) {
    return step == 1 || past(minute) == 0;
  }

  /** Whether a time that begins and ends with quarter-hours does so on the grid as well. */
  boolean hasQuarters() {
    return zone.equals(ZoneOffset.UTC) && SAME_EVERYWHERE % step == 0;
  }

  /** Minutes since the last step. */
  private int past(int minute) {
    int offset = zone.getRules().getOffset(Minutes.instant(minute)).getTotalSeconds() / 60;
    return Math.floorMod(minute + offset, 24 * 60) % step;
  }
}
