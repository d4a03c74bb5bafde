package io.fallow.scheduler.attendance;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Up to when all processes together have looked around, so that whoever looks next, after whatever
 * pause, begins a day before that: readings may come so late. Blocks.
 */
final class WatchedThrough {

  /** How far back one looks at least. */
  static final Duration BACK = Duration.ofDays(1);

  /** And at most, which bounds what is read after a pause of months. */
  private static final Duration FARTHEST = Duration.ofDays(30);

  private final Database database;

  WatchedThrough(Database database) {
    this.database = database;
  }

  private static final String THROUGH = "SELECT through FROM watched_through";

  /** From when on to look. */
  Instant from(Instant now) {
    Instant least = now.minus(BACK);
    Instant most = now.minus(FARTHEST);
    Instant from = through().map(at -> at.minus(BACK)).filter(least::isAfter).orElse(least);
    return from.isBefore(most) ? most : from;
  }

  private Optional<Instant> through() {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(THROUGH);
              ResultSet row = query.executeQuery()) {
            return row.next()
                ? Optional.of(SqlValues.instant(row, "through"))
                : Optional.<Instant>empty();
          }
        });
  }

  private static final String NOTE =
      """
      INSERT INTO watched_through (through) VALUES (?)
      ON CONFLICT (one) DO UPDATE SET through = EXCLUDED.through
      WHERE watched_through.through < EXCLUDED.through
      """;

  /** All up to an instant has been looked at. */
  void note(Instant now) {
    database.inTransaction(connection -> note(connection, now));
  }

  private static int note(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
      statement.setObject(1, SqlValues.timestamp(now));
      return statement.executeUpdate();
    }
  }
}
