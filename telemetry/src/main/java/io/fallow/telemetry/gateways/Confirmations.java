package io.fallow.telemetry.gateways;

import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.GatewayAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What may be told to gateways. A hole that has only just been noticed may be a message that
 * another writer is about to commit: nothing from there on is told yet.
 */
final class Confirmations {

  private static final int MOST_RANGES = 100;

  private Confirmations() {}

  private static final String STATE =
      """
      SELECT o.code AS organisation, w.code AS gateway, e.epoch, e.seen, g.first_sequence,
             g.last_sequence, g.noticed_at > now() - interval '3 s' AS young
      FROM (SELECT *, row_number() OVER (
                PARTITION BY gateway_id ORDER BY changed_at DESC, epoch) AS nth
            FROM gateway_epoch
            WHERE changed_at > now() - interval '45 days' AND gateway_id IN (
                SELECT gateway_id FROM gateway_epoch
                WHERE changed_at > now() - CASE WHEN ? THEN interval '45 days'
                                                ELSE interval '1 minute' END)) e
      JOIN gateway w ON w.id = e.gateway_id
      JOIN organisation o ON o.id = w.organisation_id
      LEFT JOIN LATERAL (
          SELECT * FROM gateway_gap g
          WHERE g.gateway_id = e.gateway_id AND g.epoch = e.epoch
          ORDER BY first_sequence LIMIT 101) g ON true
      WHERE nth <= 16
      ORDER BY e.gateway_id, e.epoch, g.first_sequence
      """;

  /**
   * By gateway, for the few numberings of each that were heard of last.
   *
   * @param all also for the gateways of which nothing was heard in the last minute
   */
  static Map<GatewayAddress, List<Confirmation>> read(Connection connection, boolean all)
      throws SQLException {
    Map<GatewayAddress, List<Confirmation>> found = new LinkedHashMap<>();
    try (PreparedStatement select = connection.prepareStatement(STATE)) {
      select.setBoolean(1, all);
      try (ResultSet row = select.executeQuery()) {
        boolean more = row.next();
        while (more) {
          GatewayAddress gateway =
              new GatewayAddress(row.getString("organisation"), row.getString("gateway"));
          Builder builder = new Builder(row.getLong("epoch"), row.getLong("seen"));
          do {
            builder.add(row);
            more = row.next();
          } while (more && builder.epoch == row.getLong("epoch") && gateway.equals(address(row)));
          found.computeIfAbsent(gateway, any -> new ArrayList<>()).add(builder.build());
        }
      }
    }
    return found;
  }

  private static GatewayAddress address(ResultSet row) throws SQLException {
    return new GatewayAddress(row.getString("organisation"), row.getString("gateway"));
  }

  private static final class Builder {
    private final long epoch;
    private final List<Range> missing = new ArrayList<>();
    private long through;
    private boolean ended;

    Builder(long epoch, long seen) {
      this.epoch = epoch;
      this.through = seen;
    }

    void add(ResultSet row) throws SQLException {
      long first = row.getLong("first_sequence");
      if (row.wasNull() || ended) {
        return;
      }
      if (row.getBoolean("young") || missing.size() == MOST_RANGES) {
        through = first - 1;
        ended = true;
      } else {
        missing.add(new Range(first, row.getLong("last_sequence")));
      }
    }

    Confirmation build() {
      return new Confirmation(epoch, through, missing);
    }
  }
}
