package io.fallow.telemetry.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;

/**
 * Pools of connections that run work in transactions: they open, commit, roll back and close. Each
 * connection has put on the role of its work from its start on ({@link Role}); only migrations run
 * as who logged in. Safe for any number of threads; each call blocks its thread.
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
  private final Optional<Database> ingest;
  private final ActingScope scope = new ActingScope();

  private Database(
      DatabaseConfig config,
      HikariDataSource pool,
      Optional<HikariDataSource> requests,
      Optional<Database> ingest) {
    this.config = config;
    this.pool = pool;
    this.requests = requests;
    this.ingest = ingest;
  }

  /** Opens the pool, for the platform's jobs. The database need not answer yet. */
  public static Database open(DatabaseConfig config) {
    return open(config, OtherLogins.NONE, unmeasured -> {});
  }

  /** Opens a pool whose connections, and the wait for them, are measured. */
  public static Database open(DatabaseConfig config, MeterRegistry meters) {
    return open(config, OtherLogins.NONE, meters);
  }

  /** The same, where not all is done by one login. */
  public static Database open(DatabaseConfig config, OtherLogins others, MeterRegistry meters) {
    return open(
        config,
        others,
        pool -> pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters)));
  }

  /** Opens a pool whose connections are given up after another time of silence. */
  static Database open(DatabaseConfig config, Duration silence) {
    String seconds = String.valueOf(silence.toSeconds());
    return open(
        config, OtherLogins.NONE, pool -> pool.addDataSourceProperty(SOCKET_TIMEOUT, seconds));
  }

  private static Database open(
      DatabaseConfig config, OtherLogins others, Consumer<HikariDataSource> more) {
    DatabaseConfig ofIngest = others.ingest().orElse(config.named(config.name() + "-ingest"));
    HikariDataSource writers = pool(ofIngest, Role.INGEST, more);
    return new Database(
        config,
        pool(config, Role.JOBS, more),
        others.requests().map(login -> pool(login, more)),
        Optional.of(new Database(ofIngest, writers, Optional.empty(), Optional.empty())));
  }

  private static HikariDataSource pool(DatabaseConfig config, Consumer<HikariDataSource> more) {
    HikariDataSource pool = settings(config);
    more.accept(pool);
    return pool;
  }

  /** Its connections have put the role on before anybody gets one. */
  private static HikariDataSource pool(
      DatabaseConfig config, Role role, Consumer<HikariDataSource> more) {
    HikariDataSource pool = pool(config, more);
    pool.setConnectionInitSql(role.putOn());
    pool.setIsolateInternalQueries(true); // or who rolls back first would take it off
    return pool;
  }

  /** Connects when it is first used: before the first migration there is no role to put on. */
  private static HikariDataSource settings(DatabaseConfig config) {
    HikariDataSource hikari = new HikariDataSource();
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
    try (HikariDataSource own = settings(owner)) {
      own.setPoolName(config.name() + "-schema");
      own.setMaximumPoolSize(FOR_MIGRATIONS);
      own.addDataSourceProperty(SOCKET_TIMEOUT, "0");
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
   * The same database as ingest's role asks it: that adds readings, and sees and changes nothing
   * else. Closed with this one.
   */
  public Database ingest() {
    return ingest.orElse(this);
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
      try {
        return work.on(whom.map(told -> told.tellingEachTime(connection)).orElse(connection));
      } catch (SQLException | RuntimeException | Error failure) {
        leave(connection, failure);
        throw failure;
      }
    }
  }

  /** Ends the transaction that a statement began for itself and didn't come to the end of. */
  private static void leave(Connection connection, Throwable failure) {
    try {
      connection.setAutoCommit(false); // or the driver refuses to roll back
      connection.rollback();
    } catch (SQLException second) {
      failure.addSuppressed(second);
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
    ingest.ifPresent(Database::close);
    requests.ifPresent(HikariDataSource::close);
    pool.close();
  }
}
