package io.fallow.scheduler.calendar;

import io.fallow.telemetry.registry.Asset;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What an asset's owner has decided about one stretch of time. Everything outside {@code within} is
 * cut off.
 *
 * @param hours the weekly shared hours, closed days not yet taken out
 * @param holidays the facility's closed days
 * @param lockouts in order of their start; they may overlap
 * @param turnaround kept around every reservation
 */
public record AssetCalendar(
    Asset asset,
    TimeRange within,
    TimeRanges hours,
    Map<LocalDate, String> holidays,
    List<Lockout> lockouts,
    Turnaround turnaround) {

  /** Takes copies. */
  public AssetCalendar {
    holidays = Map.copyOf(holidays);
    lockouts = List.copyOf(lockouts);
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
