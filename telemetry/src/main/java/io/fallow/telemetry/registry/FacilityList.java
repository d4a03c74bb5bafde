package io.fallow.telemetry.registry;

import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The facilities of an organisation, with what stands there. Safe for any number of threads; every
 * call blocks, and throws {@link io.fallow.telemetry.store.StoreException} when the database fails.
 */
public final class FacilityList {

  private final Database database;

  /** Asks this database. */
  public FacilityList(Database database) {
    this.database = database;
  }

  /** A facility, and how many assets and gateways it has. */
  public record Counted(Facility facility, int assets, int gateways) {}

  private static final String FACILITIES =
      """
      SELECT f.id, f.organisation_id, f.code, f.name, f.zone, f.latitude, f.longitude,
             (SELECT count(*) FROM asset a WHERE a.facility_id = f.id) AS assets,
             (SELECT count(*) FROM gateway g
              WHERE g.facility_id = f.id AND g.removed_at IS NULL) AS gateways
      FROM facility f
      WHERE f.organisation_id = ?
      ORDER BY f.code
      """;

  /** By their code. */
  public List<Counted> of(int organisationId) {
    return database.reading(connection -> read(connection, organisationId));
  }

  private static List<Counted> read(Connection connection, int organisationId) throws SQLException {
    List<Counted> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(FACILITIES)) {
      query.setInt(1, organisationId);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(
              new Counted(Registry.facility(row), row.getInt("assets"), row.getInt("gateways")));
        }
      }
    }
    return found;
  }
}
