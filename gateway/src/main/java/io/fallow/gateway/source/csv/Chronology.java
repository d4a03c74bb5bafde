package io.fallow.gateway.source.csv;

import io.fallow.gateway.source.csv.MeterCsvOptions.Mending;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Places an export's rows in time, one after the other: a wall clock's times are settled, and a row
 * that goes back is noticed, by the latest row before it.
 */
final class Chronology {

  private static final Instant OLDEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(5);

  private final ZoneId zone;
  private final Optional<Duration> interval;
  private final Mending mending;
  private final Instant newest;
  private Instant latest;

  Chronology(MeterCsvOptions.Times times, Mending mending, Instant now) {
    this.zone = times.zone();
    this.interval = times.interval();
    this.mending = mending;
    this.newest = now.plus(CLOCKS_MAY_DIFFER);
  }

  /**
   * Places the next row.
   *
   * @throws RowRejected if its time cannot be, or goes back
   */
  Placed place(RowTime row) throws RowRejected {
    if (isMidnightOfTheDayThatEnds(row)) {
      if (!mending.midnight()) {
        throw new RowRejected(Finding.MIDNIGHT);
      }
      return advance(settle(row.wallClock(zone).plusDays(1)), Optional.of(Finding.MIDNIGHT));
    }
    if (row.instant().isPresent()) {
      return advance(row.instant().get(), Optional.empty());
    }
    LocalDateTime local = row.wallClock(zone);
    boolean twice = zone.getRules().getValidOffsets(local).size() > 1;
    return advance(settle(local), twice ? Optional.of(Finding.AMBIGUOUS_TIME) : Optional.empty());
  }

  /** 00:00 of a date behind other times of that date, where the next date's 00:00 would be due. */
  private boolean isMidnightOfTheDayThatEnds(RowTime row) {
    if (latest == null || row.local().isEmpty()) {
      return false;
    }
    LocalDateTime local = row.local().get();
    LocalDateTime before = LocalDateTime.ofInstant(latest, zone);
    return local.toLocalTime().equals(LocalTime.MIDNIGHT)
        && before.isAfter(local)
        && before.toLocalDate().equals(local.toLocalDate())
        && interval.map(step -> !before.plus(step).isBefore(local.plusDays(1))).orElse(true);
  }

  /** Of a time that occurs twice the first one, unless a row before it was already there. */
  private Instant settle(LocalDateTime local) throws RowRejected {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      throw new RowRejected(Finding.NONEXISTENT_TIME);
    }
    Instant first = local.toInstant(offsets.get(0));
    boolean passed = latest != null && !first.isAfter(latest);
    return passed ? local.toInstant(offsets.get(offsets.size() - 1)) : first;
  }

  private Placed advance(Instant time, Optional<Finding> mended) throws RowRejected {
    if (time.isBefore(OLDEST)) {
      throw new RowRejected(Finding.TOO_OLD);
    }
    if (time.isAfter(newest)) {
      throw new RowRejected(Finding.FUTURE);
    }
    if (latest != null && time.isBefore(latest)) {
      if (!mending.keepOutOfOrder()) {
        throw new RowRejected(Finding.BACK_IN_TIME);
      }
      return new Placed(time, Optional.of(Finding.BACK_IN_TIME), false);
    }
    boolean gap =
        latest != null && interval.isPresent() && time.isAfter(latest.plus(interval.get()));
    latest = time;
    return new Placed(time, mended, gap);
  }
}
