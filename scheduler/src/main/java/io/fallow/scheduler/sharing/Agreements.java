package io.fallow.scheduler.sharing;

import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the agreements that an organisation has made, as owner or as partner. Blocks; safe for any
 * number of threads.
 */
public final class Agreements {

  private final Database database;

  public Agreements(Database database) {
    this.database = database;
  }

  private static final String AGREEMENTS =
      """
      SELECT g.id, g.owner_id, o.code AS owner, o.name AS owner_name,
             g.partner_id, p.code AS partner, p.name AS partner_name,
             f.code AS facility, g.asset_type, o.code || '.' || a.code AS asset,
             lower(g.valid) AS valid_from, upper(g.valid) AS valid_until
      FROM agreement g
      JOIN organisation o ON o.id = g.owner_id
      JOIN organisation p ON p.id = g.partner_id
      LEFT JOIN facility f ON f.id = g.facility_id
      LEFT JOIN asset a ON a.id = g.asset_id
      WHERE ? IN (g.owner_id, g.partner_id)
      ORDER BY g.id
      """;

  /** Those of all times, the oldest first. */
  public List<Agreement> of(int organisationId) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(AGREEMENTS)) {
            query.setInt(1, organisationId);
            List<Agreement> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(agreement(row));
              }
            }
            return found;
          }
        });
  }

  /** One of them. */
  public Optional<Agreement> of(int organisationId, int id) {
    return of(organisationId).stream().filter(each -> each.id() == id).findFirst();
  }

  private static Agreement agreement(ResultSet row) throws SQLException {
    return new Agreement(
        row.getInt("id"),
        new Organisation(
            row.getInt("owner_id"), row.getString("owner"), row.getString("owner_name")),
        new Organisation(
            row.getInt("partner_id"), row.getString("partner"), row.getString("partner_name")),
        Optional.ofNullable(row.getString("facility")),
        Optional.ofNullable(row.getString("asset_type")),
        Optional.ofNullable(row.getString("asset")),
        SqlValues.optionalInstant(row, "valid_from").orElse(Instant.EPOCH),
        SqlValues.optionalInstant(row, "valid_until"));
  }
}
