package io.fallow.scheduler.audit;

import io.fallow.telemetry.store.SqlValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads entries and seals from rows that have {@link #ENTRY} and {@link #SEAL}. */
final class AuditRows {

  /** Columns of an entry e. */
  static final String ENTRY =
      """
      e.id, e.organisation_id, e.actor, e.at, e.what, e.action, e.row_key, e.before::text,
      e.after::text\
      """;

  /** Columns of a seal s, whose names are none of an entry's. */
  static final String SEAL =
      """
      s.organisation_id AS chain, s.number, s.entry_id, s.made_at, s.sealed_at, s.digest,
      s.previous, s.key_id, s.code\
      """;

  private AuditRows() {}

  static AuditEntry entry(ResultSet row) throws SQLException {
    return new AuditEntry(
        row.getLong("id"),
        row.getInt("organisation_id"),
        row.getString("actor"),
        SqlValues.instant(row, "at"),
        row.getString("what"),
        row.getString("action"),
        row.getString("row_key"),
        Optional.ofNullable(row.getString("before")),
        Optional.ofNullable(row.getString("after")));
  }

  /** Empty where a join found none. */
  static Optional<AuditEntry> entryIfAny(ResultSet row) throws SQLException {
    return row.getObject("id") == null ? Optional.empty() : Optional.of(entry(row));
  }

  static Seal seal(ResultSet row) throws SQLException {
    return new Seal(
        row.getInt("chain"),
        row.getLong("number"),
        row.getLong("entry_id"),
        SqlValues.instant(row, "made_at"),
        SqlValues.instant(row, "sealed_at"),
        code(row, "digest"),
        code(row, "previous"),
        row.getString("key_id"),
        code(row, "code"));
  }

  /** Bytes of another length are no code of ours, and equal none. */
  static Code code(ResultSet row, String column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    return bytes.length == Code.NONE.bytes().length ? Code.of(bytes) : Code.NONE;
  }
}
