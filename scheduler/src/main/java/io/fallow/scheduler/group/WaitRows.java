package io.fallow.scheduler.group;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.group.WaitEntry.Offer;
import io.fallow.scheduler.idle.SearchRequest.Near;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads entries of the wait-list. An organisation sees its own. */
final class WaitRows {

  private final Connection connection;
  private final Instant now;

  WaitRows(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  private static final String ENTRY =
      """
      SELECT w.id, w.asset_type, owner.code || '.' || a.code AS asset, w.owner, w.latitude,
             w.longitude, w.radius_km, lower(w.range) AS range_from, upper(w.range) AS range_to,
             w.least_s, w.most_s, w.purpose, w.state, w.created_at, w.passed_over,
             r.id AS offered, offering.code || '.' || o.code AS offered_asset,
             lower(r.during) AS offered_from, upper(r.during) AS offered_to, r.expires_at
      FROM wait_entry w
      LEFT JOIN asset a ON a.id = w.asset_id
      LEFT JOIN organisation owner ON owner.id = a.organisation_id
      LEFT JOIN wait_offer f ON f.entry_id = w.id AND f.state = 'OPEN'
      LEFT JOIN reservation r
        ON r.id = f.reservation_id AND r.status = 'HELD' AND r.expires_at > ?
      LEFT JOIN asset o ON o.id = r.asset_id
      LEFT JOIN organisation offering ON offering.id = o.organisation_id
      """;

  private static final String FIND = ENTRY + "WHERE w.id = ? AND w.organisation_id = ?\n";

  Optional<WaitEntry> find(Viewer viewer, UUID id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setObject(2, id);
      statement.setInt(3, viewer.organisationId());
      return read(statement).stream().findFirst();
    }
  }

  private static final String LATEST_FIRST =
      ENTRY + "WHERE w.organisation_id = ? ORDER BY w.turn DESC LIMIT ?\n";

  List<WaitEntry> latestFirst(Viewer viewer, int limit) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LATEST_FIRST)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setInt(2, viewer.organisationId());
      statement.setInt(3, limit);
      return read(statement);
    }
  }

  private static final String WAITING =
      "SELECT count(*) FROM wait_entry WHERE organisation_id = ? AND state = 'WAITING'";

  /** How many entries of an organisation wait. */
  int waiting(Viewer viewer) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
      statement.setInt(1, viewer.organisationId());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static List<WaitEntry> read(PreparedStatement statement) throws SQLException {
    List<WaitEntry> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(entry(row));
      }
    }
    return found;
  }

  private static WaitEntry entry(ResultSet row) throws SQLException {
    return new WaitEntry(
        row.getObject("id", UUID.class),
        wish(row),
        WaitState.valueOf(row.getString("state")),
        row.getString("purpose"),
        SqlValues.instant(row, "created_at"),
        offer(row),
        Optional.ofNullable(row.getString("passed_over")).map(PassedOverJson::read));
  }

  /** The wish in a row that has its columns. */
  static Wish wish(ResultSet row) throws SQLException {
    return new Wish(
        row.getString("asset_type"),
        Optional.ofNullable(row.getString("asset")),
        Optional.ofNullable(row.getString("owner")),
        near(row),
        range(row, "range_from", "range_to"),
        Duration.ofSeconds(row.getInt("least_s")),
        Duration.ofSeconds(row.getInt("most_s")));
  }

  private static Optional<Near> near(ResultSet row) throws SQLException {
    double radius = row.getDouble("radius_km");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(new Near(row.getDouble("latitude"), row.getDouble("longitude"), radius));
  }

  private static Optional<Offer> offer(ResultSet row) throws SQLException {
    UUID reservation = row.getObject("offered", UUID.class);
    if (reservation == null) {
      return Optional.empty();
    }
    Spot spot = new Spot(row.getString("offered_asset"), range(row, "offered_from", "offered_to"));
    return Optional.of(new Offer(reservation, spot, SqlValues.instant(row, "expires_at")));
  }

  static TimeRange range(ResultSet row, String start, String end) throws SQLException {
    return new TimeRange(SqlValues.instant(row, start), SqlValues.instant(row, end));
  }
}
