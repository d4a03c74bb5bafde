package io.fallow.telemetry;

import io.fallow.telemetry.store.DatabaseConfig;
import java.util.Optional;

/**
 * Where the database is, for every process alike: {@code FALLOW_DB_URL} ({@code
 * jdbc:postgresql://…}), {@code FALLOW_DB_USER} and {@code FALLOW_DB_PASSWORD}. Work of less or of
 * more rights may have a login of its own there: {@code FALLOW_DB_API_USER} and {@code
 * FALLOW_DB_API_PASSWORD} for what is done for organisations, a member of {@code fallow_api};
 * {@code FALLOW_DB_INGEST_USER} and {@code FALLOW_DB_INGEST_PASSWORD} for what takes messages in, a
 * member of {@code fallow_ingest}; {@code FALLOW_DB_MIGRATION_USER} and {@code
 * FALLOW_DB_MIGRATION_PASSWORD} for whom the schema belongs to. What no other is named for is done
 * by the first: where all others are, it has only to be a member of {@code fallow_jobs}.
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

  /** The login for what is done for organisations, if it has one of its own. */
  public static Optional<DatabaseConfig> requests(Environment env, DatabaseConfig usual) {
    return other(env, usual, "FALLOW_DB_API_USER", "FALLOW_DB_API_PASSWORD", "requests");
  }

  /** The login for what takes messages in, if it has one of its own. */
  public static Optional<DatabaseConfig> ingest(Environment env, DatabaseConfig usual) {
    return other(env, usual, "FALLOW_DB_INGEST_USER", "FALLOW_DB_INGEST_PASSWORD", "ingest");
  }

  /** The login that migrates the schema, if it has one of its own. */
  public static Optional<DatabaseConfig> migrations(Environment env, DatabaseConfig usual) {
    return other(
        env, usual, "FALLOW_DB_MIGRATION_USER", "FALLOW_DB_MIGRATION_PASSWORD", "migrations");
  }

  private static Optional<DatabaseConfig> other(
      Environment env, DatabaseConfig usual, String userName, String passwordName, String pool) {
    Optional<String> user = env.text(userName);
    Optional<String> password = env.text(passwordName);
    if (user.isEmpty() && password.isPresent()) {
      env.fault(passwordName + " is of use with " + userName + " alone");
    }
    return user.map(
        name ->
            new DatabaseConfig(
                usual.name() + "-" + pool,
                usual.jdbcUrl(),
                name,
                password.orElse(""),
                usual.poolSize()));
  }
}
