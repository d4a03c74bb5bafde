package io.fallow.scheduler.isolation;

import io.fallow.sim.database.TestDatabase;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import io.fallow.telemetry.store.OtherLogins;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A migrated database in which every table is filled ({@code world.sql}), and two connections to it
 * without anything of the application between: the owner's, and one of a login of its own that is a
 * member of the API's role and of nothing else.
 */
final class IsolationWorld implements AutoCloseable {

  static final int LAKESIDE = 1;
  static final int HARBOR = 2;
  static final int FORGE = 3;
  static final int IDLE = 4;

  final Connection owner;
  final Connection api;
  final String login = "api_" + UUID.randomUUID().toString().replace("-", "");
  private final String password = UUID.randomUUID().toString();
  private final TestDatabase server = TestDatabase.create();

  IsolationWorld() throws SQLException {
    try (Database database = Database.open(config(server.user(), server.password()))) {
      database.migrate();
    }
    owner = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    run(owner, resource("world.sql"));
    run(owner, "CREATE ROLE " + login + " LOGIN PASSWORD '" + password + "' IN ROLE fallow_api");
    api = DriverManager.getConnection(server.jdbcUrl(), login, password);
    api.setAutoCommit(false);
    owner.setAutoCommit(false);
  }

  private DatabaseConfig config(String user, String password) {
    return new DatabaseConfig("test", server.jdbcUrl(), user, password, 1);
  }

  private static String resource(String name) {
    try (InputStream stream = IsolationWorld.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** As a scheduler opens it, with a login of its own for requests. */
  Database database() {
    return Database.open(
        config(server.user(), server.password()),
        OtherLogins.ofRequests(Optional.of(config(login, password))),
        new SimpleMeterRegistry());
  }

  /** Begins a transaction of the API's for an organisation. */
  void actFor(int organisation) throws SQLException {
    api.rollback();
    run(api, "SELECT set_config('fallow.organisation', '" + organisation + "', true)");
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }

  /** The one text that a statement gives. */
  static String prepared(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    api.close();
    owner.rollback();
    run(owner, "DROP ROLE " + login);
    owner.commit();
    owner.close();
    server.close();
  }
}
