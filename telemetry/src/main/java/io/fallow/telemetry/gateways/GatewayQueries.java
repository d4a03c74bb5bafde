package io.fallow.telemetry.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.HealthCodec;
import io.fallow.gateway.wire.WireFormatException;
import io.fallow.telemetry.gateways.GatewayState.Gap;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How it stands with the gateways of an organisation. Safe for any number of threads; every call
 * blocks, and throws {@link io.fallow.telemetry.store.StoreException} when the database fails.
 */
public final class GatewayQueries {

  private final Database database;

  /** Asks this database. */
  public GatewayQueries(Database database) {
    this.database = database;
  }

  /** All gateways of an organisation, by their code. */
  public List<GatewayState> ofOrganisation(String organisation) {
    return database.inTransaction(connection -> states(connection, organisation, null));
  }

  /** One gateway; empty when there is none of this address. */
  public Optional<GatewayState> of(GatewayAddress gateway) {
    return database
        .inTransaction(connection -> states(connection, gateway.organisation(), gateway.gateway()))
        .stream()
        .findAny();
  }

  private static final String ID =
      """
      SELECT w.id FROM gateway w JOIN organisation o ON o.id = w.organisation_id
      WHERE o.code = ? AND w.code = ? AND w.removed_at IS NULL
      """;

  /** The number by which rows point to a gateway; empty when there is none of this address. */
  public Optional<Integer> idOf(GatewayAddress gateway) {
    return database.reading(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(ID)) {
            select.setString(1, gateway.organisation());
            select.setString(2, gateway.gateway());
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.of(row.getInt("id")) : Optional.empty();
            }
          }
        });
  }

  /**
   * How many messages of gap {@code g} are lost, by what gateway health {@code h} says it holds.
   */
  static final String LOST =
      """
      g.last_sequence - g.first_sequence + 1 - CASE WHEN h.epoch = g.epoch THEN
          greatest(0, least(g.last_sequence, h.last_sequence)
                      - greatest(g.first_sequence, h.settled + 1) + 1) ELSE 0 END\
      """;

  private static final String STATES =
      """
      SELECT w.id, o.code AS organisation, w.code AS gateway, s.since,
             s.online AND NOT (%s) AS online,
             greatest(t.last_message_at, e.last_at) AS last_message_at,
             coalesce(t.messages, 0) AS messages, coalesce(t.duplicates, 0) AS duplicates,
             coalesce(t.readings, 0) AS readings, coalesce(t.rejected, 0) AS rejected,
             coalesce(m.missing, 0) AS missing,
             CASE WHEN h.clock_seen_at > now() - interval '1 hour' THEN h.clock_ahead_ms
                  ELSE t.clock_ahead_ms END AS clock_ahead_ms,
             h.received_at, h.said
      FROM gateway w
      JOIN organisation o ON o.id = w.organisation_id
      LEFT JOIN gateway_status s ON s.gateway_id = w.id
      LEFT JOIN gateway_traffic t ON t.gateway_id = w.id
      LEFT JOIN LATERAL (SELECT max(last_at) AS last_at FROM gateway_epoch
                         WHERE gateway_id = w.id) e ON true
      LEFT JOIN gateway_health h ON h.gateway_id = w.id
      LEFT JOIN LATERAL (SELECT sum(%s)::bigint AS missing
                         FROM gateway_gap g WHERE g.gateway_id = w.id) m ON true
      WHERE o.code = ? AND (?::text IS NULL OR w.code = ?) AND w.removed_at IS NULL
      ORDER BY w.code
      """
          .formatted(Departed.CONDITION, LOST);

  private static List<GatewayState> states(Connection connection, String organisation, String code)
      throws SQLException {
    Map<Integer, List<Gap>> gaps = gaps(connection, organisation, code);
    List<GatewayState> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(STATES)) {
      select.setString(1, organisation);
      select.setString(2, code);
      select.setString(3, code);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(state(row, gaps.getOrDefault(row.getInt("id"), List.of())));
        }
      }
    }
    return found;
  }

  private static GatewayState state(ResultSet row, List<Gap> gaps) throws SQLException {
    return new GatewayState(
        row.getInt("id"),
        new GatewayAddress(row.getString("organisation"), row.getString("gateway")),
        Optional.ofNullable((Boolean) row.getObject("online")),
        SqlValues.optionalInstant(row, "since"),
        SqlValues.optionalInstant(row, "last_message_at"),
        row.getLong("messages"),
        row.getLong("duplicates"),
        row.getLong("readings"),
        row.getLong("rejected"),
        row.getLong("missing"),
        gaps,
        Optional.ofNullable((Long) row.getObject("clock_ahead_ms")).map(Duration::ofMillis),
        health(row));
  }

  private static Optional<GatewayState.Health> health(ResultSet row) throws SQLException {
    String said = row.getString("said");
    if (said == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new GatewayState.Health(
              SqlValues.instant(row, "received_at"), HealthCodec.decode(said.getBytes(UTF_8))));
    } catch (WireFormatException e) {
      throw new SQLException("somebody else wrote a gateway's health", e);
    }
  }

  private static final String CONNECTIONS =
      """
      SELECT w.organisation_id, o.code AS organisation, w.code AS gateway, s.since,
             s.online AND NOT (%s) AS online
      FROM gateway w
      JOIN organisation o ON o.id = w.organisation_id
      JOIN gateway_status s ON s.gateway_id = w.id
      WHERE w.organisation_id = ANY (?) AND w.removed_at IS NULL
      """
          .formatted(Departed.CONDITION);

  /**
   * Whether the gateways of some organisations are connected, as the caller's transaction sees it;
   * none of those that never said anything.
   */
  public static List<GatewayConnection> connections(
      Connection connection, Collection<Integer> organisationIds) throws SQLException {
    List<GatewayConnection> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(CONNECTIONS)) {
      select.setArray(1, SqlValues.ints(connection, organisationIds));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(
              new GatewayConnection(
                  row.getInt("organisation_id"),
                  new GatewayAddress(row.getString("organisation"), row.getString("gateway")),
                  row.getBoolean("online"),
                  SqlValues.instant(row, "since")));
        }
      }
    }
    return found;
  }

  private static final String GAPS =
      """
      SELECT w.id, g.epoch, g.first_sequence, g.last_sequence, g.noticed_at
      FROM gateway w
      JOIN organisation o ON o.id = w.organisation_id
      LEFT JOIN gateway_health h ON h.gateway_id = w.id
      CROSS JOIN LATERAL (SELECT * FROM gateway_gap g
                          WHERE g.gateway_id = w.id AND %s > 0
                          ORDER BY epoch, first_sequence LIMIT 100) g
      WHERE o.code = ? AND (?::text IS NULL OR w.code = ?)
      ORDER BY w.id, g.epoch, g.first_sequence
      """
          .formatted(LOST);

  private static Map<Integer, List<Gap>> gaps(
      Connection connection, String organisation, String code) throws SQLException {
    Map<Integer, List<Gap>> found = new HashMap<>();
    try (PreparedStatement select = connection.prepareStatement(GAPS)) {
      select.setString(1, organisation);
      select.setString(2, code);
      select.setString(3, code);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Range range = new Range(row.getLong("first_sequence"), row.getLong("last_sequence"));
          found
              .computeIfAbsent(row.getInt("id"), any -> new ArrayList<>())
              .add(new Gap(row.getLong("epoch"), range, SqlValues.instant(row, "noticed_at")));
        }
      }
    }
    return found;
  }
}
