package io.fallow.telemetry;

import io.fallow.telemetry.store.DatabaseConfig;

/**
 * Where the database is, for every process alike: {@code FALLOW_DB_URL} ({@code
 * jdbc:postgresql://…}), {@code FALLOW_DB_USER} and {@code FALLOW_DB_PASSWORD}.
 */
public final class DatabaseVariables {

  private DatabaseVariables() {}

  /**
   * Reads them. Of use only when {@link Environment#orThrow} finds nothing wrong.
   *
   * @param pool name of the pool
   * @param connections that it may hold
   */
  public static DatabaseConfig read(Environment env, String pool, int connections) {
    String url = env.required("FALLOW_DB_URL");
    if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
      env.fault("FALLOW_DB_URL must begin with jdbc:postgresql:");
    }
    String user = env.text("FALLOW_DB_USER").orElse("");
    String password = env.text("FALLOW_DB_PASSWORD").orElse("");
    return new DatabaseConfig(pool, url, user, password, connections);
  }
}
