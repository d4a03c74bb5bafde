package io.fallow.scheduler.session;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The power that assets took in sessions, for their owners and, where the terms say so, for whoever
 * booked: a function of the database sees to that, for the organisation in whose scope this is
 * called. Blocks; safe for any number of threads; failures are {@link
 * io.fallow.telemetry.store.StoreException}s.
 */
public final class SessionPower {

  private final Database database;

  public SessionPower(Database database) {
    this.database = database;
  }

  /**
   * One minute of UTC, cut off where the session begins and ends. Minutes without readings are left
   * out.
   *
   * @param watts the mean of what readings within it tell
   */
  public record Minute(Instant start, double watts) {}

  /** Of one reservation, in order; empty for whoever is not told. */
  public Optional<List<Minute>> of(UUID reservation) {
    return database.inTransaction(
        connection ->
            isTold(connection, reservation)
                ? Optional.of(minutes(connection, reservation))
                : Optional.empty());
  }

  private static final String TOLD = "SELECT is_power_told(?)";

  private static boolean isTold(Connection connection, UUID reservation) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TOLD)) {
      query.setObject(1, reservation);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static final String MINUTES =
      "SELECT minute, power_w FROM session_power(?) ORDER BY minute";

  private static List<Minute> minutes(Connection connection, UUID reservation) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(MINUTES)) {
      query.setObject(1, reservation);
      List<Minute> minutes = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          minutes.add(new Minute(SqlValues.instant(row, "minute"), row.getDouble("power_w")));
        }
      }
      return minutes;
    }
  }
}
