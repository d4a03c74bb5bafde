package io.fallow.scheduler.calendar;

import static java.util.stream.Collectors.toMap;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.Question;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calendars that owners keep: reads them for a stretch of time, and writes them. Writing the
 * same thing twice changes nothing. Blocks; safe for any number of threads; failures are {@link
 * io.fallow.telemetry.store.StoreException}s.
 */
public final class Calendars {

  private final Database database;

  public Calendars(Database database) {
    this.database = database;
  }

  /** The calendars of some assets in a stretch of time, by asset id. */
  public Map<Integer, AssetCalendar> of(Collection<Asset> assets, TimeRange within) {
    return database.inTransaction(connection -> read(connection, assets, within));
  }

  /**
   * The calendar of one asset, read in the caller's transaction; who has taken the asset's lock
   * ({@link AssetLocks}) before keeps it from gaining a lock-out until the transaction ends.
   */
  public AssetCalendar of(Connection connection, Asset asset, TimeRange within)
      throws SQLException {
    return read(connection, List.of(asset), within).get(asset.id());
  }

  /**
   * The calendar of one asset, if nothing but weekly hours is kept of it; empty where there is more
   * to read.
   */
  public static Question<Optional<AssetCalendar>> plain(Asset asset, TimeRange within) {
    return new PlainCalendar(asset, within).question();
  }

  /** Those of some assets whose calibration limits their use, and so counts their reservations. */
  public Set<Integer> limitedByUse(Collection<Integer> assetIds) {
    return assetIds.isEmpty()
        ? Set.of()
        : database.reading(connection -> CalibrationRows.limitedByUse(connection, assetIds));
  }

  private static Map<Integer, AssetCalendar> read(
      Connection connection, Collection<Asset> assets, TimeRange within) throws SQLException {
    CalendarRows rows = CalendarRows.read(connection, assets, within);
    return assets.stream().collect(toMap(Asset::id, asset -> rows.calendar(asset)));
  }

  /**
   * Replaces the weekly hours of a facility, which hold for its assets without hours of their own.
   */
  public void replaceOpenings(Facility facility, Collection<WeeklyOpening> openings) {
    inTransaction(connection -> OpeningWrites.replace(connection, Place.of(facility), openings));
  }

  /** Replaces an asset's own weekly hours; none at all gives it its facility's hours again. */
  public void replaceOpenings(Asset asset, Collection<WeeklyOpening> openings) {
    inTransaction(connection -> OpeningWrites.replace(connection, Place.of(asset), openings));
  }

  /** Closes a facility for a day, or gives the closed day another reason. */
  public void addClosedDay(Facility facility, ClosedDay day) {
    inTransaction(connection -> ClosedDayRows.write(connection, facility.id(), List.of(day)));
  }

  /**
   * Locks an asset out. Reservations that exist in this time stay: nobody is put off without being
   * told so.
   */
  public void addLockout(Asset asset, Lockout lockout) {
    inTransaction(
        connection -> {
          AssetLocks.take(connection, List.of(asset.id()));
          LockoutWrites.insertOnce(connection, asset.id(), lockout);
        });
  }

  private interface Change {
    void on(Connection connection) throws SQLException;
  }

  private void inTransaction(Change change) {
    database.inTransaction(
        connection -> {
          change.on(connection);
          return null;
        });
  }
}
