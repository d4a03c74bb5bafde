package io.fallow.scheduler.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds tables of which entries tell, and whose changes are not written down any more. */
final class WatchCheck {

  private WatchCheck() {}

  private static final String UNWATCHED =
      """
      SELECT named.name, named.trigger
      FROM (SELECT name, 'audit_' || event AS trigger
            FROM unnest(?::text[]) t (name), unnest(ARRAY['insert', 'update', 'delete']) e (event)
            UNION ALL
            VALUES ('audit_entry', 'append_only'), ('audit_seal', 'append_only')) named
      WHERE NOT EXISTS (
          SELECT FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
          WHERE c.relname = named.name AND t.tgname = named.trigger AND t.tgenabled IN ('O', 'A'))
      ORDER BY 1, 2
      """;

  static List<ChainFault> faults(Connection connection, Collection<String> tables)
      throws SQLException {
    List<ChainFault> faults = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(UNWATCHED)) {
      query.setArray(1, connection.createArrayOf("text", tables.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          faults.add(unwatched(row.getString("name"), row.getString("trigger")));
        }
      }
    }
    return faults;
  }

  private static ChainFault unwatched(String table, String trigger) {
    String detail = "table %s has no trigger %s at work".formatted(table, trigger);
    return new ChainFault(
        FaultKind.UNWATCHED, AuditEntry.PLATFORM, 0, 0, Optional.empty(), Optional.empty(), detail);
  }
}
