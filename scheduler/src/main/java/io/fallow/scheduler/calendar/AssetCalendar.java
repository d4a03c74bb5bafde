package io.fallow.scheduler.calendar;

import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an asset's owner has decided about one stretch of time. Everything outside {@code within} is
 * cut off.
 *
 * @param hours the weekly shared hours, closed days not yet taken out
 * @param holidays the facility's closed days
 * @param lockouts in order of their start; they may overlap
 * @param turnaround kept around every reservation
 * @param runTimeLeft how much more may be reserved until the asset must be calibrated, and so the
 *     longest use that can be booked, wherever it lies; empty if that isn't limited
 */
public record AssetCalendar(
    Asset asset,
    TimeRange within,
    TimeRanges hours,
    Map<LocalDate, String> holidays,
    List<Lockout> lockouts,
    Turnaround turnaround,
    Optional<Duration> runTimeLeft) {

  /** Takes copies. */
  public AssetCalendar {
    holidays = Map.copyOf(holidays);
    lockouts = List.copyOf(lockouts);
  }

  /** The calendar of an asset whose run time isn't limited. */
  public AssetCalendar(
      Asset asset,
      TimeRange within,
      TimeRanges hours,
      Map<LocalDate, String> holidays,
      List<Lockout> lockouts,
      Turnaround turnaround) {
    this(asset, within, hours, holidays, lockouts, turnaround, Optional.empty());
  }

  /**
   * Whether calibration lets so much more be reserved than is now. What a reservation had before it
   * was changed is reserved already.
   */
  public boolean allowsRunTime(Duration more) {
    return runTimeLeft.isEmpty() || more.compareTo(runTimeLeft.get()) <= 0;
  }

  /** The closed days as instants of {@code within}. */
  public TimeRanges closedDays() {
    return new WallClock(asset.facility().zone()).days(holidays.keySet(), within);
  }

  /** The time in which nobody may use the asset. */
  public TimeRanges lockedOut() {
    return TimeRanges.of(lockouts.stream().map(Lockout::during).toList());
  }

  /** The shared hours without closed days; lock-outs are another matter. */
  public TimeRanges open() {
    return hours.minus(closedDays());
  }
}
