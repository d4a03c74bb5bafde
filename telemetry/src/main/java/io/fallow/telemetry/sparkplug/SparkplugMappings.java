package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.sparkplug.MetricMapping;
import io.fallow.telemetry.store.Database;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The mappings of all gateways. Safe for any number of threads; every call asks the database,
 * blocks, and throws {@link io.fallow.telemetry.store.StoreException} when it fails.
 */
public final class SparkplugMappings {

  private final Database database;

  /** Those in this database. */
  public SparkplugMappings(Database database) {
    this.database = database;
  }

  private static final String SET =
      """
      INSERT INTO sparkplug_mapping (gateway_id, mapping)
      SELECT g.id, ?::jsonb
      FROM gateway g JOIN organisation o ON o.id = g.organisation_id
      WHERE o.code = ? AND g.code = ?
      ON CONFLICT (gateway_id) DO UPDATE SET mapping = EXCLUDED.mapping
      """;

  /**
   * Gives a gateway a mapping. The host notices within half a minute and lets the node tell again
   * all that it has.
   *
   * @throws IllegalArgumentException when there is no such gateway
   */
  public void set(GatewayAddress gateway, MetricMapping mapping) {
    int changed =
        database.inTransaction(
            connection -> {
              try (PreparedStatement upsert = connection.prepareStatement(SET)) {
                upsert.setString(1, MappingJson.write(mapping));
                upsert.setString(2, gateway.organisation());
                upsert.setString(3, gateway.gateway());
                return upsert.executeUpdate();
              }
            });
    if (changed == 0) {
      throw new IllegalArgumentException("there is no gateway " + gateway);
    }
  }

  private static final String OF =
      """
      SELECT m.mapping::text AS mapping
      FROM sparkplug_mapping m
      JOIN gateway g ON g.id = m.gateway_id
      JOIN organisation o ON o.id = g.organisation_id
      WHERE o.code = ? AND g.code = ?
      """;

  /** The mapping that was set for a gateway; empty where the usual one counts. */
  public Optional<MetricMapping> of(GatewayAddress gateway) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(OF)) {
            select.setString(1, gateway.organisation());
            select.setString(2, gateway.gateway());
            try (ResultSet row = select.executeQuery()) {
              return row.next()
                  ? Optional.of(MappingJson.read(row.getString("mapping")))
                  : Optional.empty();
            }
          }
        });
  }

  private static final String WITHDRAW =
      """
      DELETE FROM sparkplug_mapping m USING gateway g, organisation o
      WHERE g.id = m.gateway_id AND o.id = g.organisation_id AND o.code = ? AND g.code = ?
      """;

  /** Gives a gateway the usual mapping again; noticed as {@link #set} is. */
  public void withdraw(GatewayAddress gateway) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement delete = connection.prepareStatement(WITHDRAW)) {
            delete.setString(1, gateway.organisation());
            delete.setString(2, gateway.gateway());
            return delete.executeUpdate();
          }
        });
  }

  private static final String ALL =
      """
      SELECT o.code AS organisation, g.code AS gateway, m.mapping::text AS mapping
      FROM gateway g
      JOIN organisation o ON o.id = g.organisation_id
      LEFT JOIN sparkplug_mapping m ON m.gateway_id = g.id
      """;

  /** That of every registered gateway: the usual one where no other was set. */
  public Map<GatewayAddress, MetricMapping> all() {
    return database.inTransaction(
        connection -> {
          Map<GatewayAddress, MetricMapping> all = new HashMap<>();
          try (PreparedStatement select = connection.prepareStatement(ALL);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              String json = row.getString("mapping");
              all.put(
                  new GatewayAddress(row.getString("organisation"), row.getString("gateway")),
                  json == null ? MetricMapping.USUAL : MappingJson.read(json));
            }
          }
          return all;
        });
  }
}
