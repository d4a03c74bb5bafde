package io.fallow.sim.database;

import java.sql.SQLException;
import java.util.Map;

/** The timescaledb extension of a database. */
final class Extension {
  private static final Map<String, String> EDITIONS =
      Map.of("apache", "Apache-2", "timescale", "Community");

  private Extension() {}

  /**
   * Makes sure that the database has it, in the version that the server has files of. A database
   * that was last opened by a server with an older version takes no other first command.
   *
   * @return such as {@code TimescaleDB 2.19.3 (Apache-2) on PostgreSQL 17.6}
   */
  static String prepare(LocalTimescale.Connection database) throws SQLException {
    update(database);
    try (Session session = Session.open(database)) {
      session.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
      return describe(session);
    }
  }

  private static void update(LocalTimescale.Connection database) throws SQLException {
    try (Session session = Session.open(database)) {
      session.execute("ALTER EXTENSION timescaledb UPDATE");
    } catch (SQLException e) {
      String undefinedObject = "42704";
      if (!undefinedObject.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  private static String describe(Session session) throws SQLException {
    String extension =
        session
            .text("SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'")
            .orElseThrow();
    String licence = session.text("SELECT current_setting('timescaledb.license')").orElse("");
    // Distributions add their own name in brackets.
    String server =
        session.text("SELECT split_part(current_setting('server_version'), ' ', 1)").orElseThrow();
    return "TimescaleDB %s (%s) on PostgreSQL %s"
        .formatted(extension, EDITIONS.getOrDefault(licence, licence), server);
  }
}
