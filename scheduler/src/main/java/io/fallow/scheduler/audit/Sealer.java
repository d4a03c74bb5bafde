package io.fallow.scheduler.audit;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Seals entries that have been committed, in the order of their ids: each organisation's into a
 * chain of its own. Entries of a transaction that commits late are sealed when they are seen,
 * behind what was sealed before; so nobody waits for a transaction that goes on. By any number of
 * processes: one seals at a time, and what one that was killed had begun is not there. Blocks;
 * failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class Sealer {

  private static final int AT_ONCE = 2_000;

  private final Database database;
  private final AuditKeys keys;

  public Sealer(Database database, AuditKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  /**
   * Seals what there is to seal.
   *
   * @return how many entries; 0 also while another process does it
   */
  public int seal() {
    int all = 0;
    int sealed;
    do {
      sealed = database.inTransaction(this::seal);
      all += sealed;
    } while (sealed == AT_ONCE);
    return all;
  }

  private int seal(Connection connection) throws SQLException {
    if (!SealProgress.lock(connection)) {
      return 0;
    }
    SealProgress progress = SealProgress.read(connection);
    List<AuditEntry> due = due(connection, progress.through());
    write(connection, sealed(connection, due, progress.now()));
    if (due.size() < AT_ONCE) {
      progress.moveOn(connection);
    }
    return due.size();
  }

  private static final String DUE =
      "SELECT "
          + AuditRows.ENTRY
          + """

          FROM audit_entry e
          WHERE e.id > ? AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry_id = e.id)
          ORDER BY e.id LIMIT ?
          """;

  private static List<AuditEntry> due(Connection connection, long through) throws SQLException {
    List<AuditEntry> due = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(DUE)) {
      query.setLong(1, through);
      query.setInt(2, AT_ONCE);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          due.add(AuditRows.entry(row));
        }
      }
    }
    return due;
  }

  private List<Seal> sealed(Connection connection, List<AuditEntry> due, Instant now)
      throws SQLException {
    Map<Integer, ChainEnd> ends = ends(connection, due);
    List<Seal> seals = new ArrayList<>();
    for (AuditEntry entry : due) {
      ChainEnd end = ends.getOrDefault(entry.organisationId(), ChainEnd.NONE);
      Seal seal = Seal.behind(end, entry, now, keys);
      ends.put(entry.organisationId(), seal.end());
      seals.add(seal);
    }
    return seals;
  }

  private static final String ENDS =
      """
      SELECT o.id AS chain, s.number, s.code FROM unnest(?::int[]) o (id)
      CROSS JOIN LATERAL (
          SELECT number, code FROM audit_seal WHERE organisation_id = o.id
          ORDER BY number DESC LIMIT 1) s
      """;

  private static Map<Integer, ChainEnd> ends(Connection connection, List<AuditEntry> due)
      throws SQLException {
    Map<Integer, ChainEnd> ends = new HashMap<>();
    List<Integer> chains = due.stream().map(AuditEntry::organisationId).distinct().toList();
    try (PreparedStatement query = connection.prepareStatement(ENDS)) {
      query.setArray(1, SqlValues.ints(connection, chains));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ChainEnd end = new ChainEnd(row.getLong("number"), AuditRows.code(row, "code"));
          ends.put(row.getInt("chain"), end);
        }
      }
    }
    return ends;
  }

  private static final String WRITE =
      """
      INSERT INTO audit_seal (organisation_id, number, entry_id, made_at, sealed_at, digest,
                              previous, key_id, code)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static void write(Connection connection, List<Seal> seals) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(WRITE)) {
      for (Seal seal : seals) {
        insert.setInt(1, seal.organisationId());
        insert.setLong(2, seal.number());
        insert.setLong(3, seal.entryId());
        insert.setObject(4, SqlValues.timestamp(seal.madeAt()));
        insert.setObject(5, SqlValues.timestamp(seal.sealedAt()));
        insert.setBytes(6, seal.digest().bytes());
        insert.setBytes(7, seal.previous().bytes());
        insert.setString(8, seal.keyId());
        insert.setBytes(9, seal.code().bytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
