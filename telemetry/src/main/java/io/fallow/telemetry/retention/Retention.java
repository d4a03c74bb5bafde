package io.fallow.telemetry.retention;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops and deletes what has been kept for long enough, once an hour on a thread of its own. Any
 * number of instances may run: one works at a time, and one that dies leaves nothing half done.
 * Uses one connection while it works.
 */
public final class Retention implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final long FIRST_MINUTE = 5;
  private static final long EVERY_MINUTES = 60;
  private static final long CLOSING_S = 30;

  private final RetentionConfig config;
  private final Clock clock;
  private final OldReadings readings;
  private final OldRows rows;
  private final Columnstore columnstore;
  private final Counter runs;
  private final Counter failures;
  private final Counter chunks;
  private final Counter ledger;
  private final Counter rejects;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "retention"));

  /** Nothing runs before {@link #start()}. */
  public Retention(RetentionConfig config, Database database, MeterRegistry meters, Clock clock) {
    this.config = config;
    this.clock = clock;
    Turn turn = new Turn(database);
    readings = new OldReadings(turn);
    rows = new OldRows(turn);
    columnstore = new Columnstore(database);
    runs = meters.counter("fallow.retention.runs");
    failures = meters.counter("fallow.retention.failures");
    chunks = meters.counter("fallow.retention.chunks");
    ledger = meters.counter("fallow.retention.rows", "table", "message_ledger");
    rejects = meters.counter("fallow.retention.rows", "table", "rejected_message");
  }

  /** Starts the thread; the first look is taken a few minutes later. */
  @SuppressWarnings("FutureReturnValueIgnored") // a run catches its failures itself
  public void start() {
    thread.scheduleWithFixedDelay(this::tryRun, FIRST_MINUTE, EVERY_MINUTES, TimeUnit.MINUTES);
  }

  private void tryRun() {
    try {
      columnstore.switchOn();
      runOnce();
    } catch (StoreException failure) {
      failures.increment();
      LOG.warn("What is old stays until the next hour: {}", failure.getMessage());
    } catch (RuntimeException | Error bug) { // or the thread would never work again
      failures.increment();
      LOG.error("What is old stays until the next hour", bug);
    }
  }

  /**
   * Looks for what is old and removes it; leaves the rest where another instance is at it.
   *
   * @throws StoreException when the database fails; what was removed before is gone
   */
  public void runOnce() {
    Instant now = clock.instant();
    count(chunks, readings.drop(now.minus(config.readings())), "chunks of readings");
    count(ledger, rows.ledger(now.minus(config.ledger())), "messages from the ledger");
    count(rejects, rows.rejects(now.minus(config.rejects())), "rejects");
    runs.increment();
  }

  private static void count(Counter counter, long removed, String what) {
    counter.increment((double) removed);
    if (removed > 0) {
      LOG.info("Removed {} old {}", removed, what);
    }
  }

  /** Waits for the transaction under way, half a minute at most; no other begins. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSING_S, TimeUnit.SECONDS)) {
        LOG.warn("Retention is left in the middle of a transaction, which rolls back");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
