package io.fallow.scheduler.telling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes down what has happened. */
public final class Events {

  private Events() {}

  private static final String TELL =
      """
      INSERT INTO event (at, organisation_id, kind, asset_id, reservation_id, data)
      VALUES (?, ?, ?, ?, ?, ?::jsonb)
      """;

  /**
   * Tells each row of a {@code written} that has the columns of a reservation to some
   * organisations: part of a statement, for {@link #add}.
   */
  public static final String OF_WRITTEN =
      """
      INSERT INTO event (at, organisation_id, kind, asset_id, reservation_id, data)
      SELECT written.changed_at, told.organisation_id, ?, written.asset_id, written.id,
             told.data::jsonb
      FROM written, unnest(?::int[], ?::text[]) WITH ORDINALITY told (organisation_id, data, turn)
      ORDER BY told.turn
      """;

  /**
   * Sets the parameters of {@link #OF_WRITTEN}.
   *
   * @param told what each organisation is told, in this order
   */
  public static void add(Parameters values, String kind, Map<Integer, ObjectNode> told)
      throws SQLException {
    values
        .add(kind)
        .add(told.keySet())
        .addTexts(told.values().stream().map(ObjectNode::toString).toList());
  }

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
