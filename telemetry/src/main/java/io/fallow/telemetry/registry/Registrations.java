package io.fallow.telemetry.registry;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Optional;

/** Writes the registry. Everything is an upsert by code, so that it can be said twice. */
final class Registrations {

  private final Database database;

  Registrations(Database database) {
    this.database = database;
  }

  private static final String ORGANISATION =
      """
      INSERT INTO organisation (code, name) VALUES (?, ?)
      ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name
      RETURNING id
      """;

  Organisation organisation(String code, String name) {
    int id = upsert(ORGANISATION, "organisation " + code, code, name)[0];
    return new Organisation(id, code, name);
  }

  private static final String FACILITY =
      """
      INSERT INTO facility (organisation_id, code, name, zone, latitude, longitude)
      SELECT id, ?, ?, ?, ?, ? FROM organisation WHERE code = ?
      ON CONFLICT (organisation_id, code) DO UPDATE
      SET name = EXCLUDED.name, zone = EXCLUDED.zone,
          latitude = EXCLUDED.latitude, longitude = EXCLUDED.longitude
      RETURNING id, organisation_id
      """;

  Facility facility(
      String organisation,
      String code,
      String name,
      ZoneId zone,
      double latitude,
      double longitude) {
    String missing = "organisation " + organisation;
    int[] ids =
        upsert(FACILITY, missing, code, name, zone.getId(), latitude, longitude, organisation);
    return new Facility(ids[0], ids[1], code, name, zone, latitude, longitude);
  }

  // A removed one comes back. A credential that was revoked does not: only another password of one
  // that is valid is taken.
  private static final String GATEWAY =
      """
      WITH registered AS (
        INSERT INTO gateway (organisation_id, facility_id, code)
        SELECT o.id, f.id, ?
        FROM organisation o JOIN facility f ON f.organisation_id = o.id
        WHERE o.code = ? AND f.code = ?
        ON CONFLICT (organisation_id, code) DO UPDATE
        SET facility_id = EXCLUDED.facility_id, removed_at = NULL
        RETURNING id, organisation_id, facility_id),
      credential AS (
        INSERT INTO gateway_credential
          (id, organisation_id, gateway_id, serial, kind, secret_hash, created_at, created_by)
        SELECT gen_random_uuid(), organisation_id, id, 1, 'password', ?, now(), 'registration'
        FROM registered
        ON CONFLICT (gateway_id, serial) DO UPDATE SET secret_hash = EXCLUDED.secret_hash
        WHERE gateway_credential.ends_at IS NULL AND gateway_credential.kind = 'password')
      SELECT id, organisation_id, facility_id FROM registered
      """;

  Gateway gateway(GatewayAddress address, String facility, String password) {
    String missing = "facility " + facility + " of organisation " + address.organisation();
    int[] ids =
        upsert(
            GATEWAY,
            missing,
            address.gateway(),
            address.organisation(),
            facility,
            PasswordHash.of(password).text());
    return new Gateway(ids[0], ids[1], ids[2], address);
  }

  private static final String NEW_ASSET =
      """
      INSERT INTO asset
        (organisation_id, facility_id, code, name, type, capabilities, activity_rule)
      SELECT o.id, f.id, ?, ?, ?, ?, ?::jsonb
      FROM organisation o JOIN facility f ON f.organisation_id = o.id
      WHERE o.code = ? AND f.code = ?
      ON CONFLICT (organisation_id, code)
      """;

  private static final String ASSET =
      NEW_ASSET
          + """
          DO UPDATE
          SET facility_id = EXCLUDED.facility_id, name = EXCLUDED.name, type = EXCLUDED.type,
              capabilities = EXCLUDED.capabilities, activity_rule = EXCLUDED.activity_rule
          RETURNING id
          """;

  void asset(NewAsset asset) {
    String missing = "facility " + asset.facility() + " of organisation " + asset.organisation();
    upsert(ASSET, missing, parameters(asset));
  }

  private static final String ONLY_NEW_ASSET = NEW_ASSET + "DO NOTHING RETURNING id";

  /** Whether there was none of this code. */
  boolean create(NewAsset asset) {
    return database.inTransaction(c -> ids(c, ONLY_NEW_ASSET, parameters(asset))).isPresent();
  }

  private static Object[] parameters(NewAsset asset) {
    return new Object[] {
      asset.code(),
      asset.name(),
      asset.type(),
      asset.capabilities().stream().sorted().toArray(String[]::new),
      ActivityRuleJson.write(asset.rule()),
      asset.organisation(),
      asset.facility()
    };
  }

  /** Runs an upsert and gives the ids that it returns. */
  private int[] upsert(String sql, String missing, Object... parameters) {
    Optional<int[]> ids = database.inTransaction(connection -> ids(connection, sql, parameters));
    return ids.orElseThrow(() -> new IllegalArgumentException("there is no " + missing));
  }

  private static Optional<int[]> ids(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        int[] ids = new int[row.getMetaData().getColumnCount()];
        for (int i = 0; i < ids.length; i++) {
          ids[i] = row.getInt(i + 1);
        }
        return Optional.of(ids);
      }
    }
  }
}
