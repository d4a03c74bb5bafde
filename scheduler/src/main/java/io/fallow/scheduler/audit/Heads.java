package io.fallow.scheduler.audit;

import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The heads of chains. Blocks; failures are {@link io.fallow.telemetry.store.StoreException}s. */
public final class Heads {

  private final Database database;

  public Heads(Database database) {
    this.database = database;
  }

  private static final String LAST =
      "SELECT "
          + AuditRows.SEAL
          + " FROM audit_seal s WHERE s.organisation_id = ? ORDER BY s.number DESC LIMIT 1";

  /** An organisation's, as far as it has a chain. */
  public Optional<Head> of(int organisationId, String code) {
    return database.inTransaction(connection -> head(connection, organisationId, code));
  }

  /** All there are. */
  public List<Head> all() {
    return database.inTransaction(
        connection -> {
          OrganisationNames names = OrganisationNames.read(connection);
          List<Head> heads = new ArrayList<>();
          for (int id : names.codes().keySet()) {
            head(connection, id, names.of(id)).ifPresent(heads::add);
          }
          return heads;
        });
  }

  private static Optional<Head> head(Connection connection, int organisationId, String code)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LAST)) {
      query.setInt(1, organisationId);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(new Head(code, AuditRows.seal(row))) : Optional.empty();
      }
    }
  }
}
