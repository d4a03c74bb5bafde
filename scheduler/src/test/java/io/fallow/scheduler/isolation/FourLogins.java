package io.fallow.scheduler.isolation;

import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.fallow.telemetry.store.OtherLogins;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A database as an administrator hands it over who gives nothing away: it belongs to a login that
 * is no superuser and may not make roles, and three others are members of one role each.
 */
final class FourLogins implements AutoCloseable {

  enum Login {
    OWNER,
    INGEST,
    JOBS,
    API;

    String role() {
      return "fallow_" + name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String ROLE_IF_MISSING =
      """
      DO $$ BEGIN
        CREATE ROLE %s NOLOGIN;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$
      """;

  private final TestDatabase server = TestDatabase.create();
  private final Connection superuser;
  private final String unique = UUID.randomUUID().toString().replace("-", "");
  private final String password = UUID.randomUUID().toString();

  FourLogins() throws SQLException {
    superuser = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    for (Login login : Login.values()) {
      String create = "CREATE ROLE " + name(login) + " LOGIN PASSWORD '" + password + "'";
      if (login == Login.OWNER) {
        administer(create);
        administer("ALTER DATABASE " + superuser.getCatalog() + " OWNER TO " + name(login));
      } else {
        administer(ROLE_IF_MISSING.formatted(login.role()));
        administer(create + " IN ROLE " + login.role());
      }
    }
  }

  void administer(String sql) throws SQLException {
    IsolationWorld.run(superuser, sql);
  }

  String name(Login login) {
    return login.role() + "_" + unique;
  }

  DatabaseConfig config(Login login) {
    return new DatabaseConfig(name(login), server.jdbcUrl(), name(login), password, 2);
  }

  OtherLogins others() {
    return new OtherLogins(Optional.of(config(Login.API)), Optional.of(config(Login.INGEST)));
  }

  /** As the programs open it whose usual login is that of the jobs. */
  Database open() {
    return Database.open(config(Login.JOBS), others(), new SimpleMeterRegistry());
  }

  /** Straight, in a transaction. */
  Connection connect(Login login) throws SQLException {
    Connection connection = DriverManager.getConnection(server.jdbcUrl(), name(login), password);
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public void close() throws SQLException {
    superuser.close();
    server.close();
    try (TestDatabase other = TestDatabase.create();
        Connection last =
            DriverManager.getConnection(other.jdbcUrl(), other.user(), other.password())) {
      for (Login login : Login.values()) {
        IsolationWorld.run(last, "DROP ROLE " + name(login));
      }
    }
  }
}
