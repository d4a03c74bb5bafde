package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads which time is taken. */
final class TakenTimes {

  private final Database database;

  TakenTimes(Database database) {
    this.database = database;
  }

  // A hold whose time is up takes nothing, though nobody may have marked it as expired yet. Whose
  // another's reservation is, the database tells no request.
  private static final String TAKEN =
      """
      SELECT asset_id, id, organisation_id, organisation,
             lower(during) AS starts, upper(during) AS ends,
             lower(blocked) AS blocked_from, upper(blocked) AS blocked_to, lapses_at
      FROM taken_times(?, ?, ?, ?)
      """;

  /** The live reservations that block any time of a range, by asset id; an entry for each asset. */
  Map<Integer, List<Taken>> of(Collection<Integer> assets, TimeRange range, Instant now) {
    return assets.isEmpty()
        ? Map.of()
        : database.reading(connection -> of(connection, assets, range, now));
  }

  private static Map<Integer, List<Taken>> of(
      Connection connection, Collection<Integer> assets, TimeRange range, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKEN)) {
      statement.setArray(1, SqlValues.ints(connection, assets));
      statement.setObject(2, SqlValues.timestamp(range.start()));
      statement.setObject(3, SqlValues.timestamp(range.end()));
      statement.setObject(4, SqlValues.timestamp(now));
      Map<Integer, List<Taken>> taken = new HashMap<>();
      assets.forEach(id -> taken.put(id, new ArrayList<>()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          taken.get(row.getInt("asset_id")).add(taken(row));
        }
      }
      return taken;
    }
  }

  private static Taken taken(ResultSet row) throws SQLException {
    return new Taken(
        row.getObject("id", UUID.class),
        row.getInt("organisation_id"),
        row.getString("organisation"),
        range(row, "starts", "ends"),
        range(row, "blocked_from", "blocked_to"),
        SqlValues.optionalInstant(row, "lapses_at"));
  }

  private static TimeRange range(ResultSet row, String start, String end) throws SQLException {
    return new TimeRange(SqlValues.instant(row, start), SqlValues.instant(row, end));
  }
}
