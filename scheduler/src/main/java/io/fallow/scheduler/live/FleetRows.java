package io.fallow.scheduler.live;

import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.usage.LatestUse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads what is new of the assets of some organisations. */
final class FleetRows {

  private FleetRows() {}

  /**
   * What was read.
   *
   * @param next where to read on from: what is committed later will be told there
   */
  record Read(String next, List<SeenAsset> assets) {}

  // Of each asset whose activity was marked as changed since the look before, of each that is asked
  // for, and of all of organisations that are new here. Marks of transactions that began before the
  // oldest that was under way at the look before are taken again: so none that commits late is
  // missed, and what was seen already changes nothing. One statement sees one snapshot; there is
  // always a row, for the place to read on from.
  private static final String NEWS =
      """
      WITH asked AS (
        SELECT asset_id AS id FROM index_mark WHERE xid >= ?::text::xid8 AND what = 'presence'
        UNION SELECT unnest(?::int[])
        UNION SELECT id FROM asset WHERE organisation_id = ANY (?)),
      found AS (
        SELECT a.id, a.organisation_id, o.code || '.' || a.code AS asset
        FROM asked JOIN asset a USING (id) JOIN organisation o ON o.id = a.organisation_id
        WHERE a.organisation_id = ANY (?))
      SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS next, f.id, f.organisation_id, f.asset,
             u.last_time, u.holds_until, u.since, u.activity, u.power_w, u.memory
      FROM (SELECT) always
      LEFT JOIN (found f LEFT JOIN usage_now(ARRAY(SELECT id FROM found), ?) u ON u.asset_id = f.id)
        ON true
      """;

  /**
   * Reads.
   *
   * @param from where the read before ended; nothing is marked since then if it is the greatest
   * @param again assets to read whether marked or not
   * @param fresh organisations of which all is read
   * @param of organisations of which anything is
   */
  static Read read(
      Connection connection,
      String from,
      Collection<Integer> again,
      Collection<Integer> fresh,
      Collection<Integer> of)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NEWS)) {
      new Parameters(query).add(from).add(again).add(fresh).add(of).add(LatestUse.HOUR);
      List<SeenAsset> assets = new ArrayList<>();
      String next = from;
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          next = row.getString("next");
          int id = row.getInt("id");
          if (!row.wasNull()) {
            assets.add(
                new SeenAsset(
                    id,
                    row.getInt("organisation_id"),
                    row.getString("asset"),
                    LatestUse.read(row)));
          }
        }
      }
      return new Read(next, assets);
    }
  }
}
