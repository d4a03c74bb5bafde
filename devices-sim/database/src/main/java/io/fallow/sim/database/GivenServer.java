package io.fallow.sim.database;

import io.fallow.sim.machine.Attempt;
import java.sql.SQLException;
import java.util.Map;

/** The user's own database: used as it is, neither started nor stopped. */
record GivenServer(LocalTimescale.Connection connection) implements Server {

  /** Once it is named, it is this database or none: a failure is not a reason to take another. */
  static Attempt<Server> find(Map<String, String> env) {
    String url = env.getOrDefault("FALLOW_DB_URL", "");
    if (url.isBlank()) {
      return Attempt.missing(
          "not set (give the JDBC URL of any TimescaleDB, and FALLOW_DB_USER and FALLOW_DB_PASSWORD)");
    }
    if (env.getOrDefault("FALLOW_DB_USER", "").isBlank()) {
      throw new LocalTimescaleException("FALLOW_DB_URL is set, but FALLOW_DB_USER is not");
    }
    LocalTimescale.Connection it =
        new LocalTimescale.Connection(
            url, env.get("FALLOW_DB_USER"), env.getOrDefault("FALLOW_DB_PASSWORD", ""), "");
    try {
      return Attempt.found(
          new GivenServer(it.from(Extension.prepare(it) + ", from FALLOW_DB_URL")));
    } catch (SQLException e) {
      throw new LocalTimescaleException(
          "FALLOW_DB_URL names a database that cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public void stop() {}

  @Override
  public void start() {}

  @Override
  public void close() {}
}
