package io.fallow.telemetry.store;

/**
 * Where the database is and how many connections may be open to it.
 *
 * @param name of the pool, seen in metrics and thread names
 * @param poolSize connections, at least 1; as large as the worker pool that uses them
 */
public record DatabaseConfig(
    String name, String jdbcUrl, String user, String password, int poolSize) {

  /** The same under another name. */
  DatabaseConfig named(String other) {
    return new DatabaseConfig(other, jdbcUrl, user, password, poolSize);
  }

  @Override
  public String toString() {
    return "DatabaseConfig[" + name + ", " + jdbcUrl + ", " + user + ", pool " + poolSize + "]";
  }
}
