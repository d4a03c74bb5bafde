package io.fallow.sim.bench;

import io.fallow.sim.world.FleetWorld;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The same search as one query: of all that a partner sees, the time of four weeks that is open and
 * neither locked out nor blocked, the first fifty pieces of at least an hour. It leaves out what is
 * expected: to ask the forecast as well takes more than the minute after which a connection is
 * given up.
 */
final class PlainSearch {

  private final Database database;

  PlainSearch(Database database) {
    this.database = database;
  }

  private static final String FREE =
      """
      WITH span AS (SELECT tstzrange(now(), now() + interval '28 days') AS range),
      open AS (
        SELECT f.id AS facility_id,
               range_agg(tstzrange(
                 (day + o.opens) AT TIME ZONE f.zone, (day + o.closes) AT TIME ZONE f.zone)
                 * span.range) AS times
        FROM span
        CROSS JOIN generate_series(
          current_date - 1, current_date + 29, interval '1 day') AS day
        JOIN opening o ON o.day_of_week = extract(isodow FROM day) AND o.asset_id IS NULL
        JOIN facility f ON f.id = o.facility_id
        GROUP BY f.id)
      SELECT a.id, lower(piece) AS start, upper(piece) AS "end"
      FROM span
      CROSS JOIN asset a
      JOIN agreement g ON g.owner_id = a.organisation_id AND g.valid @> now()
      JOIN organisation p ON p.id = g.partner_id AND p.code = ?
      JOIN open ON open.facility_id = a.facility_id
      LEFT JOIN LATERAL (
        SELECT range_agg(r.blocked) AS times FROM reservation r
        WHERE r.asset_id = a.id AND r.blocked && span.range
          AND r.status IN ('HELD', 'REQUESTED', 'CONFIRMED', 'IN_USE')) blocked ON true
      LEFT JOIN LATERAL (
        SELECT range_agg(l.during) AS times FROM lockout l
        WHERE l.asset_id = a.id AND l.during && span.range) locked ON true
      CROSS JOIN LATERAL unnest(open.times - coalesce(blocked.times, '{}')
        - coalesce(locked.times, '{}')) AS piece
      WHERE upper(piece) - lower(piece) >= interval '1 hour'
      ORDER BY lower(piece), a.id
      LIMIT 50
      """;

  /** How long the query takes once it is warm, in milliseconds; without what is expected. */
  double freeMs() {
    ask(FREE);
    return Math.min(ask(FREE), ask(FREE));
  }

  private double ask(String sql) {
    long begun = System.nanoTime();
    database.inTransaction(connection -> ask(connection, sql));
    return (System.nanoTime() - begun) / 1e6;
  }

  private static int ask(Connection connection, String sql) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, FleetWorld.PARTNERS.get(0));
      int found = 0;
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found++;
        }
      }
      return found;
    }
  }
}
