package io.fallow.telemetry.enrolment;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** A database with the organisations forge and lakeside, each with a facility and no gateway. */
public final class AccessWorld implements AutoCloseable {

  public static final GatewayAddress HALL = new GatewayAddress("forge", "hall-gw");
  public static final GatewayAddress WARD = new GatewayAddress("lakeside", "ward-gw");
  public static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");
  public static final String AMARA = "amara.osei@forge";

  private final TestDatabase server = TestDatabase.create();
  public final Database database;
  public final Registry registry;
  public final Logins logins;

  public AccessWorld() {
    database =
        Database.open(
            new DatabaseConfig("test", server.jdbcUrl(), server.user(), server.password(), 8));
    database.migrate();
    registry = new Registry(database);
    logins = new Logins(database);
    registry.registerOrganisation("forge", "Forge");
    registry.registerOrganisation("lakeside", "Lakeside");
    registry.registerFacility("forge", "hall", "Hall", ZoneOffset.UTC, 48, 9);
    registry.registerFacility("lakeside", "ward", "Ward", ZoneOffset.UTC, 52, 13);
  }

  /** Forgets all gateways. */
  public void empty() {
    execute("TRUNCATE gateway CASCADE");
  }

  void execute(String sql) {
    database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE NONE"); // as the owner
            return statement.execute(sql);
          }
        });
  }

  /** All that is kept of credentials and tokens, as text. */
  String everythingKept() {
    String all =
        """
        SELECT concat_ws(' ', (SELECT string_agg(c::text, ' ') FROM gateway_credential c),
                         (SELECT string_agg(e::text, ' ') FROM gateway_enrolment e),
                         (SELECT string_agg(g::text, ' ') FROM gateway g))
        """;
    return database.inTransaction(
        connection -> {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery(all)) {
            row.next();
            return row.getString(1);
          }
        });
  }

  public static Instant later(Duration by) {
    return NOW.plus(by);
  }

  @Override
  public void close() {
    database.close();
    server.close();
  }
}
