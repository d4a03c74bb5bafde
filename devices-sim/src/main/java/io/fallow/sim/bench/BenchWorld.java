package io.fallow.sim.bench;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.load.LoadGateway;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.NewAsset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Gateways and their assets: power meters.
 *
 * @param name begins the codes of them all
 */
record BenchWorld(String name, int gateways, int assetsEach) {
  static final BenchWorld USUAL = new BenchWorld("usual", 20, 50);
  static final BenchWorld LARGE = new BenchWorld("large", 20, 500);

  private static final String ORGANISATION = "bench";
  private static final String SITE = "site";
  private static final ActivityRule RULE =
      new ActivityRule.PowerThreshold(1_000, 100, Duration.ofMinutes(5));

  List<LoadGateway> logins() {
    return IntStream.rangeClosed(1, gateways)
        .mapToObj(
            gateway ->
                new LoadGateway(
                    new GatewayAddress(ORGANISATION, name + "-" + gateway),
                    "secret-of-" + gateway,
                    assets(gateway)))
        .toList();
  }

  private List<String> assets(int gateway) {
    return IntStream.rangeClosed(1, assetsEach)
        .mapToObj(asset -> name + "-" + gateway + "-" + asset)
        .toList();
  }

  /** The first asset of each gateway in the usual way, and the others as copies of it. */
  void register(Database database) {
    Registry registry = new Registry(database);
    registry.registerOrganisation(ORGANISATION, "Benchmark");
    registry.registerFacility(ORGANISATION, SITE, "Site", ZoneId.of("Europe/Zurich"), 47.4, 8.5);
    for (LoadGateway gateway : logins()) {
      registry.registerGateway(gateway.address(), SITE, gateway.password());
      String first = gateway.assets().get(0);
      registry.registerAsset(
          new NewAsset(ORGANISATION, SITE, first, first, "meter", Set.of(), RULE));
      List<String> others = gateway.assets().subList(1, assetsEach);
      database.inTransaction(connection -> copies(connection, first, others));
    }
  }

  private static final String COPIES =
      """
      INSERT INTO asset OVERRIDING SYSTEM VALUE
      SELECT copy.*
      FROM asset first
      CROSS JOIN unnest(?::text[]) AS other (code)
      CROSS JOIN LATERAL jsonb_populate_record(
        first,
        jsonb_build_object(
          'id', nextval(pg_get_serial_sequence('asset', 'id')),
          'code', other.code, 'name', other.code)) AS copy
      WHERE first.code = ?
      """;

  private static int copies(Connection connection, String first, List<String> codes)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(COPIES)) {
      insert.setArray(1, connection.createArrayOf("text", codes.toArray()));
      insert.setString(2, first);
      return insert.executeUpdate();
    }
  }

  @Override
  public String toString() {
    return "%d gateways × %d assets".formatted(gateways, assetsEach);
  }
}
