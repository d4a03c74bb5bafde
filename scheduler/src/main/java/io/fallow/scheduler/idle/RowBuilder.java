package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.TimeRanges;
import io.fallow.telemetry.forecast.Expectation;
import io.fallow.telemetry.forecast.IdleForecast;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Makes an asset's row of all that decides about its time. Pure. */
final class RowBuilder {

  private static final double PARTS_OF_WEEK = 4;

  private final int firstQuarter;
  private final byte[] chances;
  private final byte[] weeks;
  private long[] windows = new long[64];
  private int count;
  private int openSince;
  private int openUntil;
  private int lowest;
  private int highest;

  private RowBuilder(TimeRange within, IdleForecast forecast) {
    List<Expectation> expected = forecast.between(within.start(), within.end());
    firstQuarter = Math.floorDiv(Minutes.floor(within.start()), Minutes.QUARTER);
    chances = new byte[expected.size()];
    weeks = new byte[expected.size()];
    for (int i = 0; i < chances.length; i++) {
      chances[i] = (byte) (Chances.steps(expected.get(i).probability()) + 1);
      weeks[i] = (byte) Math.round(expected.get(i).weeksObserved() * PARTS_OF_WEEK);
    }
  }

  /**
   * The row for the range of a calendar.
   *
   * @param taken its live reservations in and around the range
   * @param due when the row is to be made anew at the latest
   */
  static AssetRow row(
      AssetCalendar calendar, List<Taken> taken, IdleForecast forecast, Instant due) {
    RowBuilder builder = new RowBuilder(calendar.within(), forecast);
    builder.addWindows(calendar);
    return new AssetRow(
        Arrays.copyOf(builder.windows, builder.count),
        blocked(taken),
        builder.firstQuarter,
        builder.chances,
        Evidence.of(builder.weeks),
        longest(calendar),
        due.toEpochMilli(),
        lapsesMs(taken));
  }

  /** The row of an asset of which nothing has changed but its reservations. */
  static AssetRow row(AssetRow before, List<Taken> taken) {
    return before.blockedBy(blocked(taken), lapsesMs(taken));
  }

  private static long lapsesMs(List<Taken> taken) {
    return taken.stream()
        .flatMap(one -> one.lapsesAt().stream())
        .mapToLong(Instant::toEpochMilli)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static int longest(AssetCalendar calendar) {
    return calendar.runTimeLeft().map(Minutes::floor).orElse(Integer.MAX_VALUE);
  }

  private static int[] blocked(List<Taken> taken) {
    TimeRanges all = Minutes.outward(TimeRanges.of(taken.stream().map(Taken::blocked).toList()));
    return all.ranges().stream()
        .flatMapToInt(range -> Arrays.stream(AssetRow.minutes(range)))
        .toArray();
  }

  private void addWindows(AssetCalendar calendar) {
    TimeRange within = calendar.within();
    TimeRanges shut = Minutes.outward(calendar.hours().complementWithin(within));
    TimeRanges claimed =
        shut.union(Minutes.outward(calendar.closedDays()))
            .union(Minutes.outward(calendar.lockedOut()));
    for (TimeRange free : claimed.complementWithin(within).ranges()) {
      addIdle(Minutes.ceil(free.start()), Minutes.floor(free.end()));
    }
    close();
  }

  /** Takes of a free range the quarter-hours that are expected idle. */
  private void addIdle(int from, int to) {
    for (int start = from; start < to; ) {
      int end = Math.min(to, Minutes.nextQuarter(start));
      int index = Math.floorDiv(start, Minutes.QUARTER) - firstQuarter;
      int chance = Byte.toUnsignedInt(chances[index]) - 1;
      if (chance >= Chances.LEAST) {
        open(start, end, chance);
      }
      start = end;
    }
  }

  private void open(int start, int end, int chance) {
    if (start > openUntil || openSince == openUntil) {
      close();
      openSince = start;
      lowest = chance;
      highest = chance;
    }
    openUntil = end;
    lowest = Math.min(lowest, chance);
    highest = Math.max(highest, chance);
  }

  private void close() {
    if (openSince < openUntil) {
      windows = count == windows.length ? Arrays.copyOf(windows, 2 * count) : windows;
      windows[count++] = AssetRow.window(openSince, openUntil, lowest, highest);
    }
    openSince = openUntil;
  }
}
