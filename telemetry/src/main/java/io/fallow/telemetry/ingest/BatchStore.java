package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.RejectReason;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a batch in one transaction: the ledger first, then whatever the ledger did not know yet.
 * So a message is stored exactly once, however often and to however many instances it comes.
 */
final class BatchStore {

  private final Database database;

  BatchStore(Database database) {
    this.database = database;
  }

  /**
   * What became of a batch.
   *
   * @param messages stored for the first time
   * @param duplicates known before, or twice in the batch
   * @param readings stored
   * @param rejected refused readings by reason; a message that could not be read counts as one
   * @param entered messages that the ledger did not have before
   */
  record Stored(
      int messages,
      int duplicates,
      int readings,
      Map<RejectReason, Integer> rejected,
      Set<LedgerKey> entered) {}

  /**
   * Writes and commits.
   *
   * @throws io.fallow.telemetry.store.StoreException when nothing was written
   */
  Stored write(List<CheckedMessage> batch, Instant now) {
    SortedMap<LedgerKey, CheckedMessage> unique = new TreeMap<>(); // sorted: no deadlocks
    batch.forEach(message -> unique.putIfAbsent(message.key(), message));
    return database.inTransaction(
        connection -> {
          Map<LedgerKey, Long> ids = enter(connection, unique, now);
          List<CheckedMessage> fresh = new ArrayList<>(unique.values());
          fresh.removeIf(message -> !ids.containsKey(message.key()));
          int readings = copy(connection, fresh, ids);
          reject(connection, fresh, ids, now);
          UsageMark.write(connection, fresh);
          int duplicates = batch.size() - fresh.size();
          return new Stored(fresh.size(), duplicates, readings, rejected(fresh), ids.keySet());
        });
  }

  private static final String ENTER =
      """
      INSERT INTO message_ledger
        (gateway_id, by_hash, epoch, sequence, message_id, received_at, stored, rejected)
      SELECT m.gateway_id, m.by_hash, m.epoch, m.sequence,
             nextval('message_id'), ?, m.stored, m.rejected
      FROM unnest(?::int[], ?::boolean[], ?::bigint[], ?::bigint[], ?::int[], ?::int[])
        AS m (gateway_id, by_hash, epoch, sequence, stored, rejected)
      ON CONFLICT DO NOTHING
      RETURNING gateway_id, by_hash, epoch, sequence, message_id
      """;

  /** Enters the messages into the ledger; gives the ids of those that were not there before. */
  private static Map<LedgerKey, Long> enter(
      Connection connection, SortedMap<LedgerKey, CheckedMessage> messages, Instant now)
      throws SQLException {
    LedgerColumns columns = new LedgerColumns(messages);
    try (PreparedStatement insert = connection.prepareStatement(ENTER)) {
      insert.setObject(1, at(now));
      insert.setObject(2, columns.gatewayIds);
      insert.setObject(3, columns.byHash);
      insert.setObject(4, columns.epochs);
      insert.setObject(5, columns.sequences);
      insert.setObject(6, columns.stored);
      insert.setObject(7, columns.rejected);
      Map<LedgerKey, Long> ids = new HashMap<>(2 * messages.size());
      try (ResultSet row = insert.executeQuery()) {
        while (row.next()) {
          ids.put(
              new LedgerKey(row.getInt(1), row.getBoolean(2), row.getLong(3), row.getLong(4)),
              row.getLong(5));
        }
      }
      return ids;
    }
  }

  private static int copy(
      Connection connection, List<CheckedMessage> messages, Map<LedgerKey, Long> ids)
      throws SQLException {
    int readings = 0;
    for (CheckedMessage message : messages) {
      readings += message.accepted().size();
    }
    if (readings > 0) {
      ReadingCopy.run(
          connection,
          copy -> {
            for (CheckedMessage message : messages) {
              copy.add(message.accepted(), ids.get(message.key()));
            }
          });
    }
    return readings;
  }

  private static final String REJECT =
      """
      INSERT INTO rejected_message
        (received_at, topic, gateway_id, message_id, reason, detail, readings, payload)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static void reject(
      Connection connection, List<CheckedMessage> messages, Map<LedgerKey, Long> ids, Instant now)
      throws SQLException {
    if (messages.stream().allMatch(each -> each.rejects().isEmpty())) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(REJECT)) {
      for (CheckedMessage message : messages) {
        for (Reject reject : message.rejects()) {
          insert.setObject(1, at(now));
          insert.setString(2, Reject.storable(message.inbound().topic()));
          gateway(insert, 3, message.key().gatewayId());
          insert.setLong(4, ids.get(message.key()));
          insert.setString(5, reject.reason().code());
          insert.setString(6, reject.detail());
          insert.setInt(7, reject.readings());
          insert.setBytes(8, reject.payload());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static void gateway(PreparedStatement insert, int index, int id) throws SQLException {
    if (id == LedgerKey.NO_GATEWAY) {
      insert.setNull(index, Types.INTEGER);
    } else {
      insert.setInt(index, id);
    }
  }

  private static Map<RejectReason, Integer> rejected(List<CheckedMessage> messages) {
    Map<RejectReason, Integer> counts = new EnumMap<>(RejectReason.class);
    for (CheckedMessage message : messages) {
      for (Reject reject : message.rejects()) {
        counts.merge(reject.reason(), Math.max(1, reject.readings()), Integer::sum);
      }
    }
    return counts;
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
