package io.fallow.telemetry.forecast;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.BitSet;
import java.util.Set;

/**
 * Where quarter-hours lie in a facility's week, by its wall clock: the quarter of the week, the
 * day, and whether that is a holiday. In a night in which the clock is set back, a quarter of the
 * week comes twice; where it is set forward, some are missing. Immutable.
 */
public final class WallQuarters {

  static final int DAY = 96;
  static final int WEEK = 7 * DAY;

  /** 1 January 1970 was a Thursday. */
  private static final int FIRST_WEEKDAY = 3;

  private final long first;
  private final short[] ofWeek;
  private final int[] day;
  private final BitSet holidays = new BitSet();

  private WallQuarters(long first, int count) {
    this.first = first;
    this.ofWeek = new short[count];
    this.day = new int[count];
  }

  /**
   * Places quarter-hours.
   *
   * @param holidays days that may be unlike their day of the week
   * @param first number of the first quarter-hour
   */
  public static WallQuarters of(ZoneId zone, Set<LocalDate> holidays, long first, int count) {
    WallQuarters placed = new WallQuarters(first, count);
    for (int from = 0; from < count; ) {
      Instant start = QuarterHours.start(first + from);
      ZoneOffsetTransition change = zone.getRules().nextTransition(start);
      long until =
          change == null
              ? Long.MAX_VALUE
              : QuarterHours.number(change.getInstant().plusSeconds(899));
      int to = (int) Math.min(count, until - first);
      placed.fill(from, to, zone.getRules().getOffset(start).getTotalSeconds(), holidays);
      from = to;
    }
    return placed;
  }

  private void fill(int from, int to, int offsetS, Set<LocalDate> holidays) {
    for (int i = from; i < to; i++) {
      long quarter = Math.floorDiv((first + i) * QuarterHours.SECONDS + offsetS, 900L);
      day[i] = (int) Math.floorDiv(quarter, (long) DAY);
      boolean sameDay = i > from && day[i] == day[i - 1];
      boolean holiday =
          sameDay ? this.holidays.get(i - 1) : holidays.contains(LocalDate.ofEpochDay(day[i]));
      this.holidays.set(i, holiday);
      int weekday = Math.floorMod(day[i] + FIRST_WEEKDAY, 7);
      ofWeek[i] = (short) (weekday * DAY + Math.floorMod(quarter, DAY));
    }
  }

  long first() {
    return first;
  }

  int count() {
    return day.length;
  }

  /** The quarter of the week, from 0 for Monday's first. */
  int ofWeek(int index) {
    return ofWeek[index];
  }

  /** Whether the quarter-hour lies on a holiday. */
  boolean isHoliday(int index) {
    return holidays.get(index);
  }

  /** The local day, counted from 1970. */
  int day(int index) {
    return day[index];
  }
}
