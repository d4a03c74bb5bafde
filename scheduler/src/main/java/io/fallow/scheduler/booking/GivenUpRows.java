package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What bookers owe for time that they gave up, as it is stored. */
final class GivenUpRows {

  private final Connection connection;

  GivenUpRows(Connection connection) {
    this.connection = connection;
  }

  /** A part of what was given up with a version of a reservation. */
  record Part(long id, UUID reservation, TimeRange during, int percent) {}

  private static final String ADD =
      """
      INSERT INTO given_up (reservation_id, version, asset_id, during, percent)
      VALUES (?, ?, ?, tstzrange(?, ?), ?)
      """;

  void add(Reservation after, GivenUp givenUp) throws SQLException {
    if (!givenUp.costs()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      for (TimeRange part : givenUp.parts()) {
        insert.setObject(1, after.id());
        insert.setInt(2, after.version());
        insert.setInt(3, after.item().id());
        insert.setObject(4, SqlValues.timestamp(part.start()));
        insert.setObject(5, SqlValues.timestamp(part.end()));
        insert.setInt(6, givenUp.percent());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static final String OWED =
      """
      SELECT id, reservation_id, lower(during) AS starts, upper(during) AS ends, percent
      FROM given_up
      WHERE asset_id = ? AND during && tstzrange(?, ?) AND waived_at IS NULL
      """;

  /** Parts that touch some time of an asset and are not waived. */
  List<Part> owed(int assetId, TimeRange during) throws SQLException {
    List<Part> parts = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(OWED)) {
      query.setInt(1, assetId);
      query.setObject(2, SqlValues.timestamp(during.start()));
      query.setObject(3, SqlValues.timestamp(during.end()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          parts.add(
              new Part(
                  row.getLong("id"),
                  row.getObject("reservation_id", UUID.class),
                  ReservationRows.range(row, "starts", "ends"),
                  row.getInt("percent")));
        }
      }
    }
    return parts;
  }

  private static final String WAIVE = "UPDATE given_up SET waived_at = ? WHERE id = ?";

  void waive(Part part, Instant now) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(WAIVE)) {
      update.setObject(1, SqlValues.timestamp(now));
      update.setLong(2, part.id());
      update.executeUpdate();
    }
  }
}
