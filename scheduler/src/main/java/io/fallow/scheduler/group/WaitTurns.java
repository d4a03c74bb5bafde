package io.fallow.scheduler.group;

import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Whose turn it is. All who wait for assets of one type are looked at together, in turn: nobody
 * else competes with them.
 */
final class WaitTurns {

  /** For so long after something happened to an asset, it is looked at again and again. */
  private static final Duration LATELY = Duration.ofSeconds(30);

  /** Time may come free without an event: hours that the owner adds, a better forecast. */
  private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(5);

  private final Connection connection;
  private final Instant now;

  WaitTurns(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  // Entries that have just come in were never looked at.
  private static final String DUE =
      """
      WITH looked AS (
        SELECT asset_type, min(coalesce(looked_at, '-infinity')) AS at
        FROM wait_entry WHERE state = 'WAITING' GROUP BY asset_type),
      due AS (
        SELECT l.asset_type FROM looked l
        WHERE l.at <= ?
          OR EXISTS (SELECT FROM event e JOIN asset a ON a.id = e.asset_id
                     WHERE a.type = l.asset_type AND e.at > l.at - make_interval(secs => ?)))
      SELECT w.id, w.turn, w.organisation_id, o.code AS organisation, w.person, w.asset_type,
             owner.code || '.' || a.code AS asset, w.owner, w.latitude, w.longitude, w.radius_km,
             lower(w.range) AS range_from, upper(w.range) AS range_to, w.least_s, w.most_s,
             w.purpose
      FROM wait_entry w
      JOIN due d ON d.asset_type = w.asset_type
      JOIN organisation o ON o.id = w.organisation_id
      LEFT JOIN asset a ON a.id = w.asset_id
      LEFT JOIN organisation owner ON owner.id = a.organisation_id
      WHERE w.state = 'WAITING'
        AND NOT EXISTS (SELECT FROM wait_offer f WHERE f.entry_id = w.id AND f.state = 'OPEN')
      ORDER BY w.turn
      """;

  /** Those to look at now, in turn. */
  List<Turn> due() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DUE)) {
      statement.setObject(1, SqlValues.timestamp(now.minus(AT_LEAST_EVERY)));
      statement.setLong(2, LATELY.toSeconds());
      List<Turn> turns = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          turns.add(turn(row));
        }
      }
      return turns;
    }
  }

  private static Turn turn(ResultSet row) throws SQLException {
    Viewer viewer =
        new Viewer(
            row.getInt("organisation_id"), row.getString("organisation"), row.getString("person"));
    UUID entry = row.getObject("id", UUID.class);
    return new Turn(
        entry, row.getLong("turn"), viewer, WaitRows.wish(row), row.getString("purpose"));
  }

  private static final String LOOKED =
      """
      UPDATE wait_entry SET looked_at = ?
      WHERE state = 'WAITING' AND asset_type = ANY (?)
      """;

  /** Takes note that those of some types have been looked at. */
  void looked(Collection<Turn> turns) throws SQLException {
    TreeSet<String> types = new TreeSet<>();
    turns.forEach(turn -> types.add(turn.wish().type()));
    try (PreparedStatement statement = connection.prepareStatement(LOOKED)) {
      statement.setObject(1, SqlValues.timestamp(now));
      statement.setArray(2, connection.createArrayOf("text", types.toArray()));
      statement.executeUpdate();
    }
  }

  private static final String PASSED =
      """
      SELECT owner.code || '.' || a.code AS asset, lower(r.during) AS starts, upper(r.during) AS ends
      FROM wait_offer f
      JOIN reservation r ON r.id = f.reservation_id
      JOIN asset a ON a.id = r.asset_id
      JOIN organisation owner ON owner.id = a.organisation_id
      WHERE f.entry_id = ? AND f.state = 'PASSED'
      """;

  /** What an entry was offered before and did not take. */
  List<Spot> passed(UUID entry) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PASSED)) {
      statement.setObject(1, entry);
      List<Spot> passed = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          passed.add(new Spot(row.getString("asset"), WaitRows.range(row, "starts", "ends")));
        }
      }
      return passed;
    }
  }
}
