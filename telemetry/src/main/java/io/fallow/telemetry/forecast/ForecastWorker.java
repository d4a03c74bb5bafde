package io.fallow.telemetry.forecast;

import static java.util.stream.Collectors.toMap;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a forecast of every asset at hand, made anew every six hours: fifty assets at a time, and
 * one worker at a time, whichever process it is in. Started, it looks every two seconds, on a
 * thread of its own, whether assets wait. Uses two connections while it works.
 */
public final class ForecastWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ForecastWorker.class);
  private static final long PAUSE_MS = 2_000;
  private static final long CLOSING_S = 30;

  private final Database database;
  private final Registry registry;
  private final Clock clock;
  private final IdleForecasts forecasts;
  private final ForecastStore store;
  private final Timer runs;
  private final Counter made;
  private final Counter failures;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "forecast-worker"));
  private Map<Integer, Asset> assets = Map.of();

  /** A worker that is not started yet. */
  public ForecastWorker(Database database, Registry registry, MeterRegistry meters, Clock clock) {
    this.database = database;
    this.registry = registry;
    this.clock = clock;
    this.forecasts = new IdleForecasts(database);
    this.store = new ForecastStore(database);
    this.runs =
        Timer.builder("fallow.forecast.run")
            .description("making the forecasts of some assets")
            .register(meters);
    this.made = meters.counter("fallow.forecast.assets");
    this.failures = meters.counter("fallow.forecast.failures");
  }

  /** Starts the worker's thread. */
  @SuppressWarnings("FutureReturnValueIgnored") // a run catches its failures itself
  public void start() {
    thread.scheduleWithFixedDelay(this::tryRun, PAUSE_MS, PAUSE_MS, TimeUnit.MILLISECONDS);
  }

  private void tryRun() {
    try {
      while (!thread.isShutdown() && runOnce() > 0) {
        LOG.debug("Made some forecasts");
      }
    } catch (StoreException failure) {
      failures.increment();
      LOG.warn("Forecasts wait: {}", failure.getMessage());
    } catch (RuntimeException bug) { // or the thread would never work again
      failures.increment();
      LOG.error("Forecasts wait", bug);
    }
  }

  /** Stops the worker after the assets at which it is, half a minute later at most. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSING_S, TimeUnit.SECONDS)) {
        LOG.warn("Forecasts are left in the middle of a transaction, which rolls back");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes the forecasts that have waited longest, fifty at most. Not to be called beside {@link
   * #start}.
   *
   * @return how many were made; 0 when none is due or another worker is at it
   * @throws io.fallow.telemetry.store.StoreException when the database fails
   */
  public int runOnce() {
    return database.inTransaction(connection -> isOurTurn(connection) ? make() : 0);
  }

  private int make() {
    Instant now = clock.instant();
    List<Integer> due = store.due(now, IdleForecasts.AT_ONCE);
    if (!assets.keySet().containsAll(due)) {
      assets = registry.assets().stream().collect(toMap(Asset::id, asset -> asset));
    }
    List<Asset> wanted = due.stream().map(assets::get).filter(Objects::nonNull).toList();
    if (!wanted.isEmpty()) {
      runs.record(() -> forecasts.make(wanted, now));
      made.increment(wanted.size());
    }
    return wanted.size();
  }

  private static boolean isOurTurn(Connection connection) throws SQLException {
    String sql = "SELECT pg_try_advisory_xact_lock(1126003)";
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }
}
