package io.fallow.telemetry.gateways;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.telemetry.gateways.Island.Numbering;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings what is known of the numberings up to the ledger: each row of the ledger is looked at
 * once, and those within a gap once more when they come late. A statement each, whatever the number
 * of gateways; ingest does nothing for it.
 */
final class LedgerScan {

  /**
   * A publisher whose numbers are none must not fill the table: its numbering stays where it is.
   */
  private static final int MOST_GAPS = 1_000;

  private final Connection connection;

  LedgerScan(Connection connection) {
    this.connection = connection;
  }

  /** Does it; the caller holds the lock. */
  void run() throws SQLException {
    findNumberings();
    close(parts(LATE), true);
    open(fresh());
    close(parts(GIVEN_UP), false);
  }

  private static final String FIND =
      """
      INSERT INTO gateway_epoch (gateway_id, epoch, seen, last_at, changed_at)
      SELECT g.id, e.epoch, 0, 'epoch', now()
      FROM gateway g CROSS JOIN LATERAL (
          WITH RECURSIVE next AS (
              (SELECT epoch FROM message_ledger
               WHERE gateway_id = g.id AND NOT by_hash ORDER BY epoch LIMIT 1)
              UNION ALL
              SELECT (SELECT l.epoch FROM message_ledger l
                      WHERE l.gateway_id = g.id AND NOT l.by_hash AND l.epoch > next.epoch
                      ORDER BY l.epoch LIMIT 1)
              FROM next WHERE next.epoch IS NOT NULL)
          SELECT epoch FROM next WHERE epoch IS NOT NULL) e
      WHERE NOT EXISTS (SELECT FROM gateway_epoch k
                        WHERE k.gateway_id = g.id AND k.epoch = e.epoch)
      ON CONFLICT DO NOTHING
      """;

  /** Each step of the recursion is one look into the ledger's key, past all rows of an epoch. */
  private void findNumberings() throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(FIND)) {
      insert.executeUpdate();
    }
  }

  private record Gap(Numbering numbering, Range range, Instant noticedAt) {}

  private static final String LATE =
      """
      SELECT gateway_id, epoch, first_sequence, last_sequence, noticed_at,
             min(sequence) AS from_sequence, max(sequence) AS to_sequence
      FROM (SELECT g.*, l.sequence, l.sequence - row_number() OVER (
                PARTITION BY g.gateway_id, g.epoch, g.first_sequence ORDER BY l.sequence) AS island
            FROM gateway_gap g CROSS JOIN LATERAL (
                SELECT sequence FROM message_ledger m
                WHERE m.gateway_id = g.gateway_id AND NOT m.by_hash AND m.epoch = g.epoch
                  AND m.sequence BETWEEN g.first_sequence AND g.last_sequence
                ORDER BY sequence LIMIT 20000) l) there
      GROUP BY gateway_id, epoch, first_sequence, last_sequence, noticed_at, island
      ORDER BY gateway_id, epoch, first_sequence, from_sequence
      """;

  private static final String GIVEN_UP =
      """
      SELECT gateway_id, epoch, g.first_sequence, g.last_sequence, noticed_at,
             greatest(u.first_sequence, g.first_sequence) AS from_sequence,
             least(u.last_sequence, g.last_sequence) AS to_sequence
      FROM gateway_gap g JOIN gateway_given_up u USING (gateway_id, epoch)
      WHERE u.first_sequence <= g.last_sequence AND u.last_sequence >= g.first_sequence
      ORDER BY gateway_id, epoch, g.first_sequence, from_sequence
      """;

  /** Parts of gaps that nobody waits for any more. */
  private Map<Gap, List<Range>> parts(String sql) throws SQLException {
    Map<Gap, List<Range>> found = new LinkedHashMap<>();
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Range gap = new Range(row.getLong("first_sequence"), row.getLong("last_sequence"));
        Instant noticed = SqlValues.instant(row, "noticed_at");
        Range there = new Range(row.getLong("from_sequence"), row.getLong("to_sequence"));
        found
            .computeIfAbsent(new Gap(numbering(row), gap, noticed), any -> new ArrayList<>())
            .add(there);
      }
    }
    return found;
  }

  private static final String FORGET =
      "DELETE FROM gateway_gap WHERE gateway_id = ? AND epoch = ? AND first_sequence = ?";

  private static final String TOUCH =
      "UPDATE gateway_epoch SET changed_at = now() WHERE gateway_id = ? AND epoch = ?";

  /**
   * Takes parts out of gaps.
   *
   * @param onTheirWay whether what is behind the parts is expected to follow: a gateway sends what
   *     waited in order, beside what is new, so its gap shrinks from the front
   */
  private void close(Map<Gap, List<Range>> late, boolean onTheirWay) throws SQLException {
    try (PreparedStatement forget = connection.prepareStatement(FORGET);
        PreparedStatement touch = connection.prepareStatement(TOUCH);
        PreparedStatement insert = connection.prepareStatement(MISSING)) {
      Instant now = now();
      for (Map.Entry<Gap, List<Range>> each : late.entrySet()) {
        Gap gap = each.getKey();
        long last = each.getValue().get(each.getValue().size() - 1).last();
        bind(forget, gap.numbering()).setLong(3, gap.range().first());
        forget.addBatch();
        bind(touch, gap.numbering()).addBatch();
        for (Range left : Gaps.without(gap.range(), each.getValue())) {
          boolean follows = onTheirWay && left.first() > last;
          missing(insert, gap.numbering(), left, follows ? now : gap.noticedAt());
        }
      }
      forget.executeBatch();
      touch.executeBatch();
      insert.executeBatch();
    }
  }

  private static final String FRESH =
      """
      SELECT gateway_id, epoch, min(sequence) AS first_sequence, max(sequence) AS last_sequence,
             max(received_at) AS last_at
      FROM (SELECT e.gateway_id, e.epoch, l.sequence, l.received_at,
                   l.sequence - row_number() OVER (
                       PARTITION BY e.gateway_id, e.epoch ORDER BY l.sequence) AS island
            FROM gateway_epoch e CROSS JOIN LATERAL (
                SELECT sequence, received_at FROM message_ledger m
                WHERE m.gateway_id = e.gateway_id AND NOT m.by_hash AND m.epoch = e.epoch
                  AND m.sequence > e.seen
                ORDER BY sequence LIMIT 20000) l) there
      GROUP BY gateway_id, epoch, island
      ORDER BY gateway_id, epoch, first_sequence
      """;

  private Map<Numbering, List<Island>> fresh() throws SQLException {
    List<Island> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(FRESH);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Range range = new Range(row.getLong("first_sequence"), row.getLong("last_sequence"));
        found.add(new Island(numbering(row), range, SqlValues.instant(row, "last_at")));
      }
    }
    return found.stream().collect(groupingBy(Island::numbering, LinkedHashMap::new, toList()));
  }

  private static final String KNOWN =
      """
      SELECT seen, (SELECT count(*) FROM gateway_gap g
                    WHERE g.gateway_id = e.gateway_id AND g.epoch = e.epoch) AS gaps
      FROM gateway_epoch e WHERE gateway_id = ? AND epoch = ?
      """;

  private static final String SEEN =
      """
      UPDATE gateway_epoch SET seen = ?, last_at = greatest(last_at, ?), changed_at = now()
      WHERE gateway_id = ? AND epoch = ?
      """;

  private void open(Map<Numbering, List<Island>> fresh) throws SQLException {
    try (PreparedStatement known = connection.prepareStatement(KNOWN);
        PreparedStatement seen = connection.prepareStatement(SEEN);
        PreparedStatement insert = connection.prepareStatement(MISSING)) {
      Instant now = now();
      for (Map.Entry<Numbering, List<Island>> each : fresh.entrySet()) {
        Gaps.Progress progress = progress(bind(known, each.getKey()), each.getValue());
        Instant lastAt =
            each.getValue().stream().map(Island::lastAt).max(Instant::compareTo).orElseThrow();
        seen.setLong(1, progress.seen());
        seen.setObject(2, SqlValues.timestamp(lastAt));
        seen.setInt(3, each.getKey().gatewayId());
        seen.setLong(4, each.getKey().epoch());
        seen.addBatch();
        for (Range hole : progress.holes()) {
          missing(insert, each.getKey(), hole, now);
        }
      }
      seen.executeBatch();
      insert.executeBatch();
    }
  }

  private static Gaps.Progress progress(PreparedStatement known, List<Island> fresh)
      throws SQLException {
    List<Range> ranges = fresh.stream().collect(mapping(Island::range, toList()));
    try (ResultSet row = known.executeQuery()) {
      row.next();
      int room = Math.max(0, MOST_GAPS - row.getInt("gaps"));
      return Gaps.behind(row.getLong("seen"), ranges, room);
    }
  }

  private static final String MISSING =
      """
      INSERT INTO gateway_gap (gateway_id, epoch, first_sequence, last_sequence, noticed_at)
      VALUES (?, ?, ?, ?, ?)
      """;

  private static void missing(
      PreparedStatement insert, Numbering numbering, Range range, Instant noticedAt)
      throws SQLException {
    bind(insert, numbering);
    insert.setLong(3, range.first());
    insert.setLong(4, range.last());
    insert.setObject(5, SqlValues.timestamp(noticedAt));
    insert.addBatch();
  }

  private Instant now() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT now() AS now");
        ResultSet row = select.executeQuery()) {
      row.next();
      return SqlValues.instant(row, "now");
    }
  }

  private static PreparedStatement bind(PreparedStatement statement, Numbering numbering)
      throws SQLException {
    statement.setInt(1, numbering.gatewayId());
    statement.setLong(2, numbering.epoch());
    return statement;
  }

  private static Numbering numbering(ResultSet row) throws SQLException {
    return new Numbering(row.getInt("gateway_id"), row.getLong("epoch"));
  }
}
