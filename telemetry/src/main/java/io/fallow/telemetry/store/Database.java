package io.fallow.telemetry.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;

/**
 * A pool of connections that runs work in transactions: it opens, commits, rolls back and closes.
 * Safe for any number of threads; each call blocks its thread.
 */
public final class Database implements AutoCloseable {

  private static final int ATTEMPTS = 4;

  /** Longer than any statement of ours but a migration's takes. */
  private static final String SILENCE_S = "60";

  private static final String SOCKET_TIMEOUT = "socketTimeout";
  private static final int FOR_MIGRATIONS = 4; // Flyway takes two or three

  private final DatabaseConfig config;
  private final HikariDataSource pool;
  private final Optional<HikariDataSource> requests;
  private final ActingScope scope = new ActingScope();

  private Database(
      DatabaseConfig config, HikariConfig settings, Optional<HikariConfig> forRequests) {
    this.config = config;
    this.pool = new HikariDataSource(settings);
    this.requests = forRequests.map(HikariDataSource::new);
  }

  /** Opens the pool. The database need not answer yet. */
  public static Database open(DatabaseConfig config) {
    return new Database(config, settings(config), Optional.empty());
  }

  /** Opens a pool whose connections, and the wait for them, are measured. */
  public static Database open(DatabaseConfig config, MeterRegistry meters) {
    return open(config, Optional.empty(), meters);
  }

  /**
   * The same with a pool of its own for what is done for organisations.
   *
   * @param requests its login is a member of fallow_api and may do nothing else: see {@link
   *     RequestLogin}. Where there is none, the other login puts that role on.
   */
  public static Database open(
      DatabaseConfig config, Optional<DatabaseConfig> requests, MeterRegistry meters) {
    return new Database(
        config, measured(config, meters), requests.map(other -> measured(other, meters)));
  }

  private static HikariConfig measured(DatabaseConfig config, MeterRegistry meters) {
    HikariConfig settings = settings(config);
    settings.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
    return settings;
  }

  /** Opens a pool whose connections are given up after another time of silence. */
  static Database open(DatabaseConfig config, Duration silence) {
    HikariConfig settings = settings(config);
    settings.addDataSourceProperty(SOCKET_TIMEOUT, String.valueOf(silence.toSeconds()));
    return new Database(config, settings, Optional.empty());
  }

  private static HikariConfig settings(DatabaseConfig config) {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName(config.name());
    hikari.setJdbcUrl(config.jdbcUrl());
    hikari.setUsername(config.user());
    hikari.setPassword(config.password());
    hikari.setMaximumPoolSize(config.poolSize());
    hikari.setMinimumIdle(1);
    hikari.setAutoCommit(false);
    hikari.setInitializationFailTimeout(-1);
    hikari.setConnectionTimeout(5_000);
    hikari.addDataSourceProperty("ApplicationName", "fallow-" + config.name());
    hikari.addDataSourceProperty("tcpKeepAlive", "true");
    hikari.addDataSourceProperty(SOCKET_TIMEOUT, SILENCE_S); // a frozen server is as good as none
    hikari.addDataSourceProperty("reWriteBatchedInserts", "true");
    return hikari;
  }

  /**
   * Brings the schema up to date with the migrations of all modules on the class path. Processes
   * share it that have other modules: what those have applied, older or newer, is theirs. Takes as
   * long as it takes, on connections of its own, which no silence of the database cuts.
   */
  public void migrate() {
    migrate(config);
  }

  /** The same by another login, which owns the schema. */
  public void migrate(DatabaseConfig owner) {
    HikariConfig patient = settings(owner);
    patient.setPoolName(config.name() + "-schema");
    patient.setMaximumPoolSize(FOR_MIGRATIONS);
    patient.addDataSourceProperty(SOCKET_TIMEOUT, "0");
    try (HikariDataSource own = new HikariDataSource(patient)) {
      Flyway.configure()
          .dataSource(own)
          .locations("classpath:db/migration")
          .outOfOrder(true)
          .ignoreMigrationPatterns("*:missing", "*:future")
          .load()
          .migrate();
    }
  }

  /**
   * Does some work for an organisation: all that this thread asks of this database meanwhile shows
   * and changes what the organisation may see and change, and nothing else.
   */
  public <T> T actingFor(Acting acting, Supplier<T> work) {
    return scope.within(Optional.of(acting), work);
  }

  /** Whether this thread works for an organisation at this moment. */
  public boolean isActing() {
    return scope.current().isPresent();
  }

  /**
   * Does some work as the platform itself, also in the midst of work for an organisation: for what
   * is kept in memory for all of them. Never for what only one of them asks for.
   */
  public <T> T asPlatform(Supplier<T> work) {
    return scope.within(Optional.empty(), work);
  }

  /**
   * Runs work in one transaction at READ COMMITTED and commits it. A deadlock or serialisation
   * failure runs the work again, a few times; so the work must not change anything but the
   * database.
   *
   * @throws StoreException for every failure of the database
   */
  public <T> T inTransaction(SqlWork<T> work) {
    return patiently(() -> once(work));
  }

  /**
   * Runs work that only reads, each statement as a transaction of its own: it sees what {@link
   * #inTransaction} would show it, and saves the round trip of a commit. Not for results fetched in
   * parts.
   *
   * @throws StoreException for every failure of the database
   */
  public <T> T reading(SqlWork<T> work) {
    return patiently(() -> withoutTransaction(work));
  }

  private interface Attempt<T> {
    T run() throws SQLException;
  }

  private static <T> T patiently(Attempt<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.run();
      } catch (SQLException failure) {
        StoreException sorted = StoreException.of(failure);
        if (!(sorted instanceof StoreException.Retryable) || attempt == ATTEMPTS) {
          throw sorted;
        }
      }
    }
  }

  /** The pool makes the connection again as it was. */
  private <T> T withoutTransaction(SqlWork<T> work) throws SQLException {
    Optional<ForWhom> whom = forWhom();
    try (Connection connection = connection(whom)) {
      connection.setAutoCommit(true);
      return work.on(whom.map(told -> told.tellingEachTime(connection)).orElse(connection));
    }
  }

  private <T> T once(SqlWork<T> work) throws SQLException {
    Optional<ForWhom> whom = forWhom();
    try (Connection connection = connection(whom)) {
      try {
        if (whom.isPresent()) {
          whom.get().tell(connection);
        }
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error failure) {
        rollBack(connection, failure);
        throw failure;
      }
    }
  }

  private Optional<ForWhom> forWhom() {
    ForWhom.Login login = requests.isPresent() ? ForWhom.Login.OF_REQUESTS : ForWhom.Login.OF_ALL;
    return scope.current().map(acting -> new ForWhom(acting, login));
  }

  private Connection connection(Optional<ForWhom> whom) throws SQLException {
    return whom.isPresent() ? requests.orElse(pool).getConnection() : pool.getConnection();
  }

  private static void rollBack(Connection connection, Throwable failure) {
    try {
      connection.rollback();
    } catch (SQLException second) {
      failure.addSuppressed(second);
    }
  }

  @Override
  public void close() {
    requests.ifPresent(HikariDataSource::close);
    pool.close();
  }
}
