package io.fallow.sim.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/** A short session with a database server, to look after it rather than to use it. */
final class Session implements AutoCloseable {
  private final Connection connection;

  private Session(Connection connection) {
    this.connection = connection;
  }

  /** Gives up after five seconds without an answer. */
  static Session open(LocalTimescale.Connection to) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", to.user());
    properties.setProperty("password", to.password());
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "5");
    // With this the driver needs no statement of its own before our first one: see Extension.
    properties.setProperty("assumeMinServerVersion", "14");
    properties.setProperty("ApplicationName", "fallow-local-database");
    return new Session(DriverManager.getConnection(to.jdbcUrl(), properties));
  }

  /** Runs a statement without parameters; identifiers in it are ours, never a user's. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  Optional<String> text(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
