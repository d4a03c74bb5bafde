package io.fallow.scheduler.audit;

import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Finds entries without a seal: those that were slipped in, and those that nobody seals. */
record UnsealedCheck(Database database) {

  private static final int AT_ONCE = 100_000;

  List<ChainFault> faults(OptionalInt organisation) {
    List<ChainFault> faults = new ArrayList<>();
    OptionalLong to = OptionalLong.of(Long.MIN_VALUE);
    while (to.isPresent()) {
      long from = to.getAsLong();
      to = database.inTransaction(connection -> end(connection, from));
      if (to.isPresent()) {
        long through = to.getAsLong();
        faults.addAll(database.inTransaction(c -> between(c, from, through, organisation)));
      }
    }
    return faults;
  }

  // Some ids on, whatever they are: one that was slipped in may have any.
  private static final String END =
      "SELECT max(id) FROM (SELECT id FROM audit_entry WHERE id > ? ORDER BY id LIMIT ?) next";

  private static OptionalLong end(Connection connection, long from) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(END)) {
      query.setLong(1, from);
      query.setInt(2, AT_ONCE);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        long end = row.getLong(1);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(end);
      }
    }
  }

  // One that was slipped in stands where all is sealed. Any other has a minute.
  private static final String UNSEALED =
      "SELECT "
          + AuditRows.ENTRY
          + """
          , e.id <= p.through AS slipped_in
          FROM audit_entry e CROSS JOIN audit_progress p
          WHERE e.id > ? AND e.id <= ? AND (?::int IS NULL OR e.organisation_id = ?)
            AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry_id = e.id)
            AND (e.id <= p.through OR e.at < clock_timestamp() - interval '1 minute')
          ORDER BY e.id
          """;

  private static List<ChainFault> between(
      Connection connection, long from, long to, OptionalInt organisation) throws SQLException {
    List<ChainFault> faults = new ArrayList<>();
    Integer only = organisation.isPresent() ? organisation.getAsInt() : null;
    try (PreparedStatement query = connection.prepareStatement(UNSEALED)) {
      query.setLong(1, from);
      query.setLong(2, to);
      query.setObject(3, only, Types.INTEGER);
      query.setObject(4, only, Types.INTEGER);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          AuditEntry entry = AuditRows.entry(row);
          String why =
              row.getBoolean("slipped_in")
                  ? "entry %d was slipped in where all had been sealed: %s"
                  : "entry %d waits to be sealed (does a scheduler run?): %s";
          String detail = why.formatted(entry.id(), entry.inWords());
          faults.add(ChainFault.of(FaultKind.UNSEALED, entry, detail));
        }
      }
    }
    return faults;
  }
}
