package io.fallow.sim.database;

import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A new, empty database for a test, on a TimescaleDB server that the tests of a JVM share: in
 * Testcontainers where a Docker engine answers (the image that {@code FALLOW_TEST_DATABASE_IMAGE}
 * names, else the official one), and otherwise on this machine. Never on plain PostgreSQL. A log
 * line says which.
 */
public final class TestDatabase implements AutoCloseable {
  private final Server server;
  private final LocalTimescale.Connection connection;
  private final String name;

  private TestDatabase(Server server, String name) {
    this.server = server;
    this.name = name;
    this.connection = server.connection().database(name);
  }

  /**
   * Blocks; the first call of a JVM starts the server. The extension can be created, but is not
   * yet.
   */
  public static TestDatabase create() {
    Server server = TestServer.shared();
    TestDatabase database =
        new TestDatabase(server, "test_" + UUID.randomUUID().toString().replace("-", ""));
    database.administer("CREATE DATABASE " + database.name + " TEMPLATE template0");
    return database;
  }

  public String jdbcUrl() {
    return connection.jdbcUrl();
  }

  /** A superuser. */
  public String user() {
    return connection.user();
  }

  public String password() {
    return connection.password();
  }

  /** Takes the server away, for all databases of this JVM; the data stays. */
  public void stopServer() {
    server.stop();
  }

  /** Brings the server back, at the same address. */
  public void startServer() {
    server.start();
  }

  /** The process at the top of the server's tree; absent where it is not of this machine's. */
  public OptionalLong serverPid() {
    return server.pid();
  }

  /** Drops the database, whoever is connected. */
  @Override
  public void close() {
    administer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private void administer(String sql) {
    try (Session session = Session.open(server.connection().database("postgres"))) {
      session.execute(sql);
    } catch (SQLException e) {
      throw new LocalTimescaleException(sql + " failed: " + e.getMessage(), e);
    }
  }
}
