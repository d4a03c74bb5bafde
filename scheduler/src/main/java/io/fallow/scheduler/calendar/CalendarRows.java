package io.fallow.scheduler.calendar;

import io.fallow.telemetry.registry.Asset;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows from which the calendars of some assets are made, fetched with one query per table that
 * has any ({@link KeptKinds}). What is worked out for one asset serves all that have the same hours
 * in the same zone.
 */
final class CalendarRows {

  private final TimeRange within;
  private final OpeningRows openings;
  private final Map<Integer, List<Lockout>> lockouts;
  private final Map<Integer, CalibrationState> calibrations;
  private final Map<Integer, Turnaround> turnarounds;
  private final Map<ZonedSchedule, TimeRanges> worked = new HashMap<>();

  private record ZonedSchedule(ZoneId zone, Schedule schedule) {}

  private CalendarRows(
      TimeRange within,
      OpeningRows openings,
      Map<Integer, List<Lockout>> lockouts,
      Map<Integer, CalibrationState> calibrations,
      Map<Integer, Turnaround> turnarounds) {
    this.within = within;
    this.openings = openings;
    this.lockouts = lockouts;
    this.calibrations = calibrations;
    this.turnarounds = turnarounds;
  }

  static CalendarRows read(Connection connection, Collection<Asset> assets, TimeRange within)
      throws SQLException {
    List<Integer> ids = assets.stream().map(Asset::id).toList();
    List<Integer> sites = assets.stream().map(asset -> asset.facility().id()).distinct().toList();
    KeptKinds kept = KeptKinds.read(connection, sites, ids, within);
    return new CalendarRows(
        within,
        OpeningRows.read(connection, sites, ids, within, kept),
        kept.lockouts() ? LockoutRows.read(connection, ids, within) : Map.of(),
        kept.calibrations() ? CalibrationRows.read(connection, assets) : Map.of(),
        kept.turnarounds() ? TurnaroundRows.read(connection, ids) : Map.of());
  }

  /** Of an asset of which nothing but weekly hours is kept. */
  static CalendarRows weekly(OpeningRows openings, TimeRange within) {
    return new CalendarRows(within, openings, Map.of(), Map.of(), Map.of());
  }

  AssetCalendar calendar(Asset asset) {
    Schedule schedule = openings.schedule(asset);
    return new AssetCalendar(
        asset,
        within,
        worked.computeIfAbsent(new ZonedSchedule(asset.facility().zone(), schedule), this::hours),
        schedule.closedDays(),
        lockouts(asset),
        turnarounds.getOrDefault(asset.id(), Turnaround.NONE),
        Optional.ofNullable(calibrations.get(asset.id())).flatMap(CalibrationState::runTimeLeft));
  }

  private List<Lockout> lockouts(Asset asset) {
    List<Lockout> kept = lockouts.getOrDefault(asset.id(), List.of());
    CalibrationState calibration = calibrations.get(asset.id());
    return calibration == null
        ? kept
        : Stream.concat(kept.stream(), calibration.lockouts(within).stream())
            .sorted(Comparator.comparing(lockout -> lockout.during().start()))
            .toList();
  }

  private TimeRanges hours(ZonedSchedule of) {
    return new WallClock(of.zone()).hours(of.schedule()::on, within);
  }
}
