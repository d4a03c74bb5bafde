package io.fallow.sim.trial;

import io.fallow.sim.history.Lockout;
import io.fallow.sim.history.Span;
import io.fallow.sim.history.State;
import io.fallow.sim.history.Version;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the database has in the end, with the moments at which it was committed. Blocks. */
final class StoredHistory {

  private final Database database;

  StoredHistory(Database database) {
    this.database = database;
  }

  private static final String VERSIONS =
      """
      SELECT c.reservation_id, owner.code || '.' || a.code AS asset, c.version, c.status,
             lower(c.during) AS starts, upper(c.during) AS ends,
             lower(c.blocked) AS blocked_from, upper(c.blocked) AS blocked_to,
             r.expires_at, booker.code AS organisation, r.purpose,
             pg_xact_commit_timestamp(c.xmin) AS committed
      FROM reservation_change c
      JOIN reservation r ON r.id = c.reservation_id
      JOIN asset a ON a.id = r.asset_id
      JOIN organisation owner ON owner.id = a.organisation_id
      JOIN organisation booker ON booker.id = r.organisation_id
      """;

  List<Version> versions() {
    return read(VERSIONS, StoredHistory::version);
  }

  private static Version version(ResultSet row) throws SQLException {
    State state =
        new State(
            row.getObject("reservation_id", UUID.class),
            row.getString("asset"),
            row.getInt("version"),
            row.getString("status"),
            span(row, "starts", "ends"),
            span(row, "blocked_from", "blocked_to"),
            SqlValues.optionalInstant(row, "expires_at"));
    return new Version(
        state,
        row.getString("organisation"),
        row.getString("purpose"),
        SqlValues.instant(row, "committed"));
  }

  private static final String LOCKOUTS =
      """
      SELECT owner.code || '.' || a.code AS asset, lower(l.during) AS starts,
             upper(l.during) AS ends, l.reason, pg_xact_commit_timestamp(l.xmin) AS committed
      FROM lockout l
      JOIN asset a ON a.id = l.asset_id
      JOIN organisation owner ON owner.id = a.organisation_id
      """;

  List<Lockout> lockouts() {
    return read(
        LOCKOUTS,
        row ->
            new Lockout(
                row.getString("asset"),
                span(row, "starts", "ends"),
                row.getString("reason"),
                SqlValues.instant(row, "committed")));
  }

  private static final String ASTRAY =
      """
      SELECT r.id::text FROM reservation r
      WHERE NOT EXISTS (
        SELECT FROM reservation_change c
        WHERE c.reservation_id = r.id AND c.version = r.version AND c.status = r.status
          AND c.during = r.during AND c.blocked = r.blocked
          AND NOT EXISTS (SELECT FROM reservation_change later
                          WHERE later.reservation_id = r.id AND later.version > r.version))
      """;

  /** Reservations that are not as their last version says. */
  List<String> astray() {
    return read(ASTRAY, row -> row.getString(1));
  }

  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> read(String sql, Row<T> reader) {
    return database.inTransaction(connection -> read(connection, sql, reader));
  }

  private static <T> List<T> read(Connection connection, String sql, Row<T> reader)
      throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(reader.of(row));
      }
    }
    return found;
  }

  private static Span span(ResultSet row, String from, String to) throws SQLException {
    return new Span(SqlValues.instant(row, from), SqlValues.instant(row, to));
  }
}
