package io.fallow.scheduler.telling;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;

/** Writes down what has happened. */
public final class Events {

  private Events() {}

  private static final String TELL =
      """
      INSERT INTO event (at, organisation_id, kind, asset_id, reservation_id, data)
      VALUES (?, ?, ?, ?, ?, ?::jsonb)
      """;

  /** Tells an event once the caller's transaction commits, and not otherwise. */
  public static void tell(Connection connection, Event event) throws SQLException {
    tell(connection, List.of(event));
  }

  /** Tells some events, in their order, once the caller's transaction commits. */
  public static void tell(Connection connection, Collection<Event> events) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TELL)) {
      for (Event event : events) {
        statement.setObject(1, SqlValues.timestamp(event.at()));
        statement.setInt(2, event.organisationId());
        statement.setString(3, event.kind());
        statement.setObject(4, event.assetId().orElse(null), Types.INTEGER);
        statement.setObject(5, event.reservation().orElse(null), Types.OTHER);
        statement.setString(6, event.data().toString());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
