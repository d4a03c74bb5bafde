package io.fallow.telemetry.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.GatewayHealth;
import io.fallow.gateway.wire.HealthCodec;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Keeps what gateways last said of how they are, and what they gave up. */
final class Healths {

  /** Of each gateway; older ranges are forgotten. */
  private static final int MOST_GIVEN_UP = 400;

  private Healths() {}

  /** Keeps what is said; gateways that are not registered are passed over. */
  static void keep(Connection connection, Map<GatewayAddress, SaidHealth> said)
      throws SQLException {
    for (Map.Entry<GatewayAddress, SaidHealth> each : said.entrySet()) {
      Optional<Integer> gateway = gateway(connection, each.getKey());
      if (gateway.isPresent()) {
        keep(connection, gateway.get(), each.getValue());
        giveUp(connection, gateway.get(), each.getValue());
      }
    }
  }

  private static final String GATEWAY =
      """
      SELECT w.id FROM gateway w JOIN organisation o ON o.id = w.organisation_id
      WHERE o.code = ? AND w.code = ? AND w.removed_at IS NULL
      """;

  private static Optional<Integer> gateway(Connection connection, GatewayAddress address)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(GATEWAY)) {
      select.setString(1, address.organisation());
      select.setString(2, address.gateway());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getInt("id")) : Optional.empty();
      }
    }
  }

  private static final String KEEP =
      """
      INSERT INTO gateway_health AS h (gateway_id, received_at, said, epoch, settled, last_sequence,
                                       clock_ahead_ms, clock_seen_at)
      VALUES (?, ?, ?::json, ?, ?, ?, ?, ?)
      ON CONFLICT (gateway_id) DO UPDATE SET received_at = excluded.received_at,
          said = excluded.said, epoch = excluded.epoch, settled = excluded.settled,
          last_sequence = excluded.last_sequence,
          clock_ahead_ms = coalesce(excluded.clock_ahead_ms, h.clock_ahead_ms),
          clock_seen_at = coalesce(excluded.clock_seen_at, h.clock_seen_at)
      """;

  private static void keep(Connection connection, int gateway, SaidHealth said)
      throws SQLException {
    GatewayHealth.Waiting waiting = said.health().waiting();
    Optional<Long> ahead = said.clockAhead().map(Duration::toMillis);
    try (PreparedStatement upsert = connection.prepareStatement(KEEP)) {
      upsert.setInt(1, gateway);
      upsert.setObject(2, SqlValues.timestamp(said.receivedAt()));
      upsert.setString(3, new String(HealthCodec.encode(said.health()), UTF_8));
      upsert.setLong(4, waiting.epoch());
      upsert.setLong(5, waiting.settled());
      upsert.setLong(6, waiting.last());
      upsert.setObject(7, ahead.orElse(null), Types.BIGINT);
      upsert.setObject(8, ahead.isPresent() ? SqlValues.timestamp(said.receivedAt()) : null);
      upsert.executeUpdate();
    }
  }

  private static final String GIVE_UP =
      """
      INSERT INTO gateway_given_up AS u (gateway_id, epoch, first_sequence, last_sequence, readings,
                                         from_time, to_time, why, told_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (gateway_id, epoch, first_sequence) DO UPDATE SET
          last_sequence = excluded.last_sequence, readings = excluded.readings,
          to_time = excluded.to_time, told_at = excluded.told_at
      WHERE u.last_sequence < excluded.last_sequence
      """;

  private static void giveUp(Connection connection, int gateway, SaidHealth said)
      throws SQLException {
    if (said.health().dropped().isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(GIVE_UP)) {
      for (GatewayHealth.Dropped range : said.health().dropped()) {
        insert.setInt(1, gateway);
        insert.setLong(2, range.epoch());
        insert.setLong(3, range.sequences().first());
        insert.setLong(4, range.sequences().last());
        insert.setLong(5, range.readings());
        insert.setObject(6, timestamp(range.from()));
        insert.setObject(7, timestamp(range.to()));
        insert.setString(8, range.why().name());
        insert.setObject(9, SqlValues.timestamp(said.receivedAt()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
    forget(connection, gateway);
  }

  private static Object timestamp(Optional<Instant> time) {
    return time.map(SqlValues::timestamp).orElse(null);
  }

  private static final String FORGET =
      """
      DELETE FROM gateway_given_up u USING (
          SELECT epoch, first_sequence FROM gateway_given_up WHERE gateway_id = ?
          ORDER BY epoch DESC, first_sequence DESC OFFSET ?) old
      WHERE u.gateway_id = ? AND u.epoch = old.epoch AND u.first_sequence = old.first_sequence
      """;

  private static void forget(Connection connection, int gateway) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(FORGET)) {
      delete.setInt(1, gateway);
      delete.setInt(2, MOST_GIVEN_UP);
      delete.setInt(3, gateway);
      delete.executeUpdate();
    }
  }
}
