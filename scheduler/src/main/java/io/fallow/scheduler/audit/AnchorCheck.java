package io.fallow.scheduler.audit;

import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds chains against heads that were exported before: so an end that was cut off is missed. */
record AnchorCheck(Database database, AuditKeys keys) {

  List<ChainFault> faults(List<Head> heads) {
    List<ChainFault> faults = new ArrayList<>();
    for (Head head : heads) {
      database.inTransaction(connection -> fault(connection, head)).ifPresent(faults::add);
    }
    return faults;
  }

  private Optional<ChainFault> fault(Connection connection, Head head) throws SQLException {
    Seal anchored = head.seal();
    if (!anchored.holds(keys)) {
      return Optional.of(
          ChainFault.of(
              FaultKind.FOREIGN_HEAD, anchored, "the head was not sealed under these keys"));
    }
    Optional<Seal> standing = seal(connection, anchored);
    if (standing.isEmpty()) {
      return Optional.of(cutOff(anchored));
    }
    boolean same = standing.get().number() == anchored.number();
    if (same && !standing.get().code().equals(anchored.code())) {
      return Optional.of(
          ChainFault.of(
              FaultKind.REPLACED,
              anchored,
              "another stands where the head stood that was exported"));
    }
    return same ? Optional.empty() : Optional.of(cutOff(standing.get(), anchored));
  }

  // The anchored number, or else the last one before it.
  private static final String AT_MOST =
      "SELECT "
          + AuditRows.SEAL
          + """

          FROM audit_seal s WHERE s.organisation_id = ? AND s.number <= ?
          ORDER BY s.number DESC LIMIT 1
          """;

  private static Optional<Seal> seal(Connection connection, Seal anchored) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(AT_MOST)) {
      query.setInt(1, anchored.organisationId());
      query.setLong(2, anchored.number());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(AuditRows.seal(row)) : Optional.empty();
      }
    }
  }

  private static ChainFault cutOff(Seal anchored) {
    return cutOff(anchored, 1, Optional.empty());
  }

  private static ChainFault cutOff(Seal last, Seal anchored) {
    return cutOff(anchored, last.number() + 1, Optional.of(last));
  }

  private static ChainFault cutOff(Seal anchored, long from, Optional<Seal> last) {
    String detail =
        "the chain went up to number %d when its head was exported".formatted(anchored.number());
    return new ChainFault(
        FaultKind.TRUNCATED,
        anchored.organisationId(),
        from,
        anchored.number(),
        last.map(Seal::madeAt),
        Optional.of(anchored.madeAt()),
        detail);
  }
}
