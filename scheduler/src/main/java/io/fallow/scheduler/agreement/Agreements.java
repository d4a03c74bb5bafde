package io.fallow.scheduler.agreement;

import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.store.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads agreements as far as an organisation may know of them. Blocks; safe for any number of
 * threads; failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class Agreements {

  private final Database database;

  public Agreements(Database database) {
    this.database = database;
  }

  /** Those of all times of an organisation, as owner, partner or member of a circle. */
  public List<Agreement> of(int organisationId) {
    return database.inTransaction(connection -> new AgreementRows(connection).of(organisationId));
  }

  /** One of them. */
  public Optional<Agreement> of(int organisationId, int id) {
    return database.inTransaction(
        connection -> new AgreementRows(connection).find(organisationId, id));
  }

  private static final String PARTNERS =
      """
      SELECT p.id, p.code, p.name FROM organisation p
      WHERE p.id <> ? AND p.id IN (
        SELECT partner_id FROM agreement WHERE owner_id = ? AND status = 'ACCEPTED'
        UNION ALL
        SELECT m.organisation_id FROM agreement g
        JOIN circle_member m ON m.circle_id = g.circle_id
        WHERE g.owner_id = ?)
      ORDER BY p.code
      """;

  /** With whom an owner shares or did: partners, and members of circles; not everybody. */
  public List<Organisation> partners(int ownerId) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(PARTNERS)) {
            query.setInt(1, ownerId);
            query.setInt(2, ownerId);
            query.setInt(3, ownerId);
            List<Organisation> partners = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                partners.add(
                    new Organisation(
                        row.getInt("id"), row.getString("code"), row.getString("name")));
              }
            }
            return partners;
          }
        });
  }
}
