package io.fallow.telemetry.rejects;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was not accepted of a gateway: functions of the database tell it to the organisation in
 * whose scope this is called, of its own gateways. Safe for any number of threads; every call
 * blocks, and throws {@link io.fallow.telemetry.store.StoreException} when the database fails.
 */
public final class GatewayRejects {

  private static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant NEVER = Instant.parse("2200-01-01T00:00:00Z");

  private final Database database;

  /** Those of this database. */
  public GatewayRejects(Database database) {
    this.database = database;
  }

  /** A place between two rejects of a list: behind this one. */
  public record Place(Instant receivedAt, long id) {}

  /**
   * Which are meant.
   *
   * @param to those that came before it
   * @param after goes on behind this one
   */
  public record Filter(
      Instant from, Instant to, Optional<String> reason, Optional<Place> after, int limit) {}

  /** How many came, of one reason; of how many of them the readings are stored by now. */
  public record Sum(String reason, long rejects, long readings, long replayed, Instant latest) {}

  private static final String PAGE =
      """
      SELECT r.*, r.replayed_at IS NULL AND EXISTS (
               SELECT FROM replay_request q
               WHERE q.gateway_id = ? AND q.ended_at IS NULL
                 AND (q.reject_id = r.id OR q.reason = r.reason AND r.received_at <= q.asked_at)
                 AND (r.received_at, r.id) > (q.done_at, q.done_id)) AS waiting
      FROM gateway_rejects(?, ?, ?, ?, ?, ?, ?, ?) r
      ORDER BY r.received_at DESC, r.id DESC
      """;

  /** The latest first. */
  public List<GatewayReject> page(int gatewayId, Filter filter) {
    return database.inTransaction(
        connection -> read(connection, gatewayId, filter, OptionalLong.empty()));
  }

  /** The one of a number, if it is this gateway's. */
  public Optional<GatewayReject> find(int gatewayId, long id) {
    Filter any = new Filter(EVER, NEVER, Optional.empty(), Optional.empty(), 1);
    return database.inTransaction(
        connection -> read(connection, gatewayId, any, OptionalLong.of(id)).stream().findAny());
  }

  private static List<GatewayReject> read(
      Connection connection, int gatewayId, Filter filter, OptionalLong one) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(PAGE)) {
      query.setInt(1, gatewayId);
      query.setInt(2, gatewayId);
      query.setObject(3, SqlValues.timestamp(filter.from()));
      query.setObject(4, SqlValues.timestamp(filter.to()));
      query.setString(5, filter.reason().orElse(null));
      query.setObject(6, one.isPresent() ? one.getAsLong() : null, Types.BIGINT);
      query.setObject(
          7,
          filter.after().map(Place::receivedAt).map(SqlValues::timestamp).orElse(null),
          Types.TIMESTAMP_WITH_TIMEZONE);
      query.setObject(8, filter.after().map(Place::id).orElse(null), Types.BIGINT);
      query.setInt(9, filter.limit());
      List<GatewayReject> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(reject(row));
        }
      }
      return found;
    }
  }

  private static GatewayReject reject(ResultSet row) throws SQLException {
    byte[] beginning = row.getBytes("excerpt");
    int bytes = row.getInt("bytes");
    boolean cut = bytes > beginning.length;
    return new GatewayReject(
        row.getLong("id"),
        SqlValues.instant(row, "received_at"),
        row.getString("topic"),
        row.getString("reason"),
        row.getString("detail"),
        row.getInt("readings"),
        bytes,
        Excerpt.of(beginning, cut),
        cut,
        SqlValues.optionalInstant(row, "replayed_at"),
        Optional.ofNullable(row.getString("replay_outcome")),
        row.getBoolean("waiting"));
  }

  private static final String SUMS =
      """
      SELECT reason, rejects, readings, replayed, latest FROM gateway_reject_sums(?, ?, ?)
      ORDER BY rejects DESC, reason
      """;

  /** By reason, the most frequent first, of those that came in {@code [from, to)}. */
  public List<Sum> sums(int gatewayId, Instant from, Instant to) {
    return database.inTransaction(connection -> sums(connection, gatewayId, from, to));
  }

  private static List<Sum> sums(Connection connection, int gatewayId, Instant from, Instant to)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SUMS)) {
      query.setInt(1, gatewayId);
      query.setObject(2, SqlValues.timestamp(from));
      query.setObject(3, SqlValues.timestamp(to));
      List<Sum> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Sum(
                  row.getString("reason"),
                  row.getLong("rejects"),
                  row.getLong("readings"),
                  row.getLong("replayed"),
                  SqlValues.instant(row, "latest")));
        }
      }
      return found;
    }
  }
}
