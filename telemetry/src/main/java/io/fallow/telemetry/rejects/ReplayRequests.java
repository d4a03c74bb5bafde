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
 * Asks telemetry to replay rejects: what a request may not do itself, as it writes no readings. A
 * {@link ReplayWorker} takes it up within seconds. For the organisation in whose scope this is
 * called. Safe for any number of threads; every call blocks, and throws {@link
 * io.fallow.telemetry.store.StoreException} when the database fails.
 */
public final class ReplayRequests {

  private static final int LATEST = 20;

  private final Database database;

  /** Those of this database. */
  public ReplayRequests(Database database) {
    this.database = database;
  }

  /** For whom and when something is asked for. */
  public record Asking(int organisationId, int gatewayId, String by, Instant at) {}

  /** One reject; where that waits already, what was asked for before. */
  public ReplayRequest one(Asking asking, long reject) {
    return ask(asking, OptionalLong.of(reject), Optional.empty());
  }

  /** All of a reason that have come by now; where that waits already, what was asked before. */
  public ReplayRequest all(Asking asking, String reason) {
    return ask(asking, OptionalLong.empty(), Optional.of(reason));
  }

  private ReplayRequest ask(Asking asking, OptionalLong reject, Optional<String> reason) {
    return database.inTransaction(
        connection -> {
          add(connection, asking, reject, reason);
          return waiting(connection, asking, reject, reason);
        });
  }

  private static final String ADD =
      """
      INSERT INTO replay_request
        (organisation_id, gateway_id, reject_id, reason, asked_at, asked_by)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static void add(
      Connection connection, Asking asking, OptionalLong reject, Optional<String> reason)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      insert.setInt(1, asking.organisationId());
      insert.setInt(2, asking.gatewayId());
      insert.setObject(3, reject.isPresent() ? reject.getAsLong() : null, Types.BIGINT);
      insert.setString(4, reason.orElse(null));
      insert.setObject(5, SqlValues.timestamp(asking.at()));
      insert.setString(6, asking.by());
      insert.executeUpdate();
    }
  }

  private static final String COLUMNS =
      "SELECT id, reject_id, reason, asked_at, asked_by, stored, refused, ended_at"
          + " FROM replay_request WHERE gateway_id = ?";

  // It may have ended between the two statements.
  private static final String SAME =
      COLUMNS
          + " AND (reject_id = ? OR reason = ?)"
          + " ORDER BY ended_at DESC NULLS FIRST, id DESC LIMIT 1";

  private static ReplayRequest waiting(
      Connection connection, Asking asking, OptionalLong reject, Optional<String> reason)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SAME)) {
      query.setInt(1, asking.gatewayId());
      query.setObject(2, reject.isPresent() ? reject.getAsLong() : null, Types.BIGINT);
      query.setString(3, reason.orElse(null));
      return read(query).get(0);
    }
  }

  private static final String OF_GATEWAY = COLUMNS + " ORDER BY id DESC LIMIT ?";

  /** The latest of a gateway, the latest first. */
  public List<ReplayRequest> of(int gatewayId) {
    return database.reading(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(OF_GATEWAY)) {
            query.setInt(1, gatewayId);
            query.setInt(2, LATEST);
            return read(query);
          }
        });
  }

  private static List<ReplayRequest> read(PreparedStatement query) throws SQLException {
    List<ReplayRequest> found = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        Long reject = row.getObject("reject_id", Long.class);
        found.add(
            new ReplayRequest(
                row.getLong("id"),
                reject == null ? OptionalLong.empty() : OptionalLong.of(reject),
                Optional.ofNullable(row.getString("reason")),
                SqlValues.instant(row, "asked_at"),
                row.getString("asked_by"),
                row.getInt("stored"),
                row.getInt("refused"),
                SqlValues.optionalInstant(row, "ended_at")));
      }
    }
    return found;
  }
}
