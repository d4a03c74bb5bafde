package io.fallow.scheduler.audit;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.Parameters;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an organisation's audit trail, the latest number first; an entry shows once it is sealed,
 * about a second after it was made. Blocks; safe for any number of threads; failures are {@link
 * io.fallow.telemetry.store.StoreException}s.
 */
public final class AuditLog {

  private final Database database;

  public AuditLog(Database database) {
    this.database = database;
  }

  private static final String PAGE =
      "SELECT "
          + AuditRows.SEAL
          + ", "
          + AuditRows.ENTRY
          + """

          FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id
          WHERE s.organisation_id = ? AND s.number < ?
            AND (?::timestamptz IS NULL OR s.made_at >= ?)
            AND (?::timestamptz IS NULL OR s.made_at < ?)
            AND (?::text IS NULL OR e.actor = ?)
            AND (?::text IS NULL OR e.what = ?)
            AND (?::text IS NULL OR e.row_key = ?)
          ORDER BY s.number DESC LIMIT ?
          """;

  /** Some entries with their places, as far as the filter takes them. */
  public List<SealedEntry> page(int organisationId, AuditFilter filter) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(PAGE)) {
            set(new Parameters(query), organisationId, filter);
            return read(query);
          }
        });
  }

  private static void set(Parameters values, int organisationId, AuditFilter filter)
      throws SQLException {
    values.add(organisationId).add(filter.before().orElse(Long.MAX_VALUE));
    values.add(filter.from()).add(filter.from());
    values.add(filter.to()).add(filter.to());
    String actor = filter.actor().orElse(null);
    String what = filter.what().orElse(null);
    String key = filter.key().orElse(null);
    values.add(actor).add(actor).add(what).add(what).add(key).add(key).add(filter.limit());
  }

  private static List<SealedEntry> read(PreparedStatement query) throws SQLException {
    List<SealedEntry> entries = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        entries.add(new SealedEntry(AuditRows.seal(row), AuditRows.entry(row)));
      }
    }
    return entries;
  }
}
