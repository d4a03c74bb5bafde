package io.fallow.telemetry.rejects;

import io.fallow.gateway.wire.GatewayAddress;
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

/**
 * The rejects in the database. Every method blocks for one query and throws {@link
 * io.fallow.telemetry.store.StoreException} when the database fails.
 */
public final class Rejects {

  private final Database database;

  /** Those of this database. */
  public Rejects(Database database) {
    this.database = database;
  }

  private static final String COLUMNS =
      """
      SELECT r.id, r.received_at, r.topic, o.code || '.' || g.code AS gateway, r.reason, r.detail,
             r.readings, length(r.payload) AS bytes, r.replayed_at, r.replay_outcome
      FROM rejected_message r
      LEFT JOIN gateway g ON g.id = r.gateway_id
      LEFT JOIN organisation o ON o.id = g.organisation_id
      """;

  // A gateway that was not registered is known by the topic alone.
  private static final String LIST =
      COLUMNS
          + """
          WHERE (? OR r.replayed_at IS NULL)
            AND (?::text IS NULL OR r.reason = ?)
            AND (?::timestamptz IS NULL OR r.received_at >= ?)
            AND (?::text IS NULL OR starts_with(r.topic, ?) OR o.code || '.' || g.code = ?)
          ORDER BY r.received_at DESC, r.id DESC
          LIMIT ?
          """;

  /** The latest ones, the latest first. */
  public List<RejectedMessage> list(RejectFilter filter, int limit) {
    return database.inTransaction(connection -> list(connection, filter, limit));
  }

  private static List<RejectedMessage> list(Connection connection, RejectFilter filter, int limit)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LIST)) {
      String reason = filter.reason().orElse(null);
      Object since = filter.since().map(SqlValues::timestamp).orElse(null);
      query.setBoolean(1, filter.replayedToo());
      query.setString(2, reason);
      query.setString(3, reason);
      query.setObject(4, since);
      query.setObject(5, since);
      query.setString(6, filter.gateway().map(GatewayAddress::toString).orElse(null));
      query.setString(7, filter.gateway().map(Rejects::topics).orElse(null));
      query.setString(8, filter.gateway().map(GatewayAddress::toString).orElse(null));
      query.setInt(9, limit);
      List<RejectedMessage> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(rejected(row));
        }
      }
      return found;
    }
  }

  private static String topics(GatewayAddress gateway) {
    return "fallow/v1/" + gateway.organisation() + "/" + gateway.gateway() + "/";
  }

  /** The one of a number. */
  public Optional<RejectedMessage> find(long id) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(COLUMNS + "WHERE r.id = ?")) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
              return row.next() ? Optional.of(rejected(row)) : Optional.empty();
            }
          }
        });
  }

  /** Its payload, as it came or as a message of the refused readings alone. */
  public Optional<byte[]> payload(long id) {
    return database.inTransaction(
        connection -> {
          String sql = "SELECT payload FROM rejected_message WHERE id = ?";
          try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
              return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
          }
        });
  }

  private static final String NOTE =
      """
      UPDATE rejected_message SET replayed_at = coalesce(replayed_at, ?), replay_outcome = ?
      WHERE id = ?
      """;

  /** Notes what an attempt to replay it came to, and when, if it is settled by that. */
  void note(long id, Optional<Instant> replayedAt, String outcome) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(NOTE)) {
            update.setObject(1, replayedAt.map(SqlValues::timestamp).orElse(null));
            update.setString(2, outcome);
            update.setLong(3, id);
            return update.executeUpdate();
          }
        });
  }

  private static RejectedMessage rejected(ResultSet row) throws SQLException {
    return new RejectedMessage(
        row.getLong("id"),
        SqlValues.instant(row, "received_at"),
        row.getString("topic"),
        Optional.ofNullable(row.getString("gateway")).map(GatewayAddress::parse),
        row.getString("reason"),
        row.getString("detail"),
        row.getInt("readings"),
        row.getInt("bytes"),
        SqlValues.optionalInstant(row, "replayed_at"),
        Optional.ofNullable(row.getString("replay_outcome")));
  }
}
