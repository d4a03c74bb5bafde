package io.fallow.telemetry.gateways;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What assets report through a gateway now: a function of the database tells it to the organisation
 * in whose scope this is called, of its own gateways. Safe for any number of threads; every call
 * blocks, and throws {@link io.fallow.telemetry.store.StoreException} when the database fails.
 */
public final class GatewayReadings {

  private final Database database;

  /** Asks this database. */
  public GatewayReadings(Database database) {
    this.database = database;
  }

  /**
   * The last value of one quantity of one asset: one of activity, power in watts and counter.
   *
   * @param asset its code
   * @param observedAt by the gateway's clock
   * @param receivedAt when its message came in
   */
  public record Last(
      String asset,
      String name,
      Instant observedAt,
      Instant receivedAt,
      Optional<Activity> activity,
      OptionalDouble powerW,
      OptionalLong counter) {}

  private static final String READINGS =
      """
      SELECT asset, name, observed_at, received_at, activity, power_w, counter
      FROM gateway_readings(?)
      ORDER BY asset, quantity
      """;

  /** By asset and quantity; nothing of assets that never came through it. */
  public List<Last> of(int gatewayId) {
    return database.reading(connection -> read(connection, gatewayId));
  }

  private static List<Last> read(Connection connection, int gatewayId) throws SQLException {
    List<Last> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(READINGS)) {
      query.setInt(1, gatewayId);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(last(row));
        }
      }
    }
    return found;
  }

  private static Last last(ResultSet row) throws SQLException {
    Short activity = row.getObject("activity", Short.class);
    Float power = row.getObject("power_w", Float.class);
    Long counter = row.getObject("counter", Long.class);
    return new Last(
        row.getString("asset"),
        row.getString("name"),
        SqlValues.instant(row, "observed_at"),
        SqlValues.instant(row, "received_at"),
        Optional.ofNullable(activity).map(Activity::ofCode),
        power == null ? OptionalDouble.empty() : OptionalDouble.of(power),
        counter == null ? OptionalLong.empty() : OptionalLong.of(counter));
  }
}
