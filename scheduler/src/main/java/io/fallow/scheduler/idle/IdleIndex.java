package io.fallow.scheduler.idle;

import io.fallow.scheduler.idle.IndexKeeper.Current;
import io.fallow.telemetry.store.StoreException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The idle windows of all assets, in memory. Once started it builds itself from the database, looks
 * four times a second for what has changed there, and holds itself against the tables, a few assets
 * every three seconds. While the database can't be asked it says nothing, rather than something
 * old. Search from any thread; the first search of an organisation blocks.
 */
public final class IdleIndex implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IdleIndex.class);
  private static final long PAUSE_MS = 250;
  private static final long STALE_NS = Duration.ofSeconds(5).toNanos();

  /** Marks are swept after ten minutes. */
  private static final long LOST_NS = Duration.ofMinutes(5).toNanos();

  private static final long BETWEEN_SWEEPS_NS = Duration.ofSeconds(60).toNanos();
  private static final long CLOSING_S = 10;

  private final IndexKeeper keeper;
  private final IndexCheck check;
  private final IndexMeters meters;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread worker = new Thread(task, "idle-index");
            worker.setDaemon(true);
            return worker;
          });
  private volatile boolean started;
  private Clock clock = Clock.systemUTC();
  private volatile long freshNs;
  private long sweptNs;

  private IdleIndex(IndexKeeper keeper, IndexMeters meters) {
    this.keeper = keeper;
    this.check = new IndexCheck(keeper, meters);
    this.meters = meters;
  }

  /** An index of what is in these sources, not yet started. */
  public static IdleIndex over(IdleSources sources, MeterRegistry registry) {
    IndexKeeper keeper = new IndexKeeper(sources);
    return new IdleIndex(keeper, new IndexMeters(registry, keeper));
  }

  /** Starts to build, and then to keep up. */
  @SuppressWarnings("FutureReturnValueIgnored") // a run catches its failures itself
  public void start(Clock itsClock) {
    clock = itsClock;
    started = true;
    thread.scheduleWithFixedDelay(this::tryRun, 0, PAUSE_MS, TimeUnit.MILLISECONDS);
  }

  /** Whether this answers at this moment: it is built, and was up to date seconds ago. */
  public boolean isFresh() {
    return keeper.current().isPresent() && System.nanoTime() - freshNs < STALE_NS;
  }

  /** Whether somebody has started this, so that it will answer sooner or later. */
  boolean isStarted() {
    return started;
  }

  /** A page of what a viewer may have now; empty while this is not fresh. */
  Optional<SearchResult> search(int viewer, SearchRequest request, Instant now) {
    return isFresh()
        ? keeper.current().map(current -> search(current, viewer, request, now))
        : Optional.empty();
  }

  private static SearchResult search(
      Current current, int viewer, SearchRequest request, Instant now) {
    FleetView view = current.views().of(viewer, now);
    FleetSearch.RowSource rows = current.times().at(now.toEpochMilli());
    return new FleetAnswer(view, rows, request, Moments.of(request, now)).page();
  }

  private void tryRun() {
    try {
      run();
    } catch (StoreException failure) {
      LOG.warn("The index of idle windows waits: {}", failure.getMessage());
    } catch (RuntimeException bug) { // or the thread would never work again
      LOG.error("The index of idle windows waits", bug);
    }
  }

  private void run() {
    long begun = System.nanoTime();
    if (keeper.current().isEmpty() || begun - freshNs > LOST_NS) {
      keeper.build(clock.instant());
      sweptNs = begun;
      LOG.info("The index of idle windows is built: {}", meters.size());
    }
    IndexMarks.Changes changes = meters.look(() -> keeper.look(clock.instant()));
    freshNs = begun;
    if (changes.of("check")) {
      check.askForAll();
    }
    check.turn(clock.instant());
    if (begun - sweptNs > BETWEEN_SWEEPS_NS) {
      sweptNs = begun;
      keeper.sweep();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSING_S, TimeUnit.SECONDS)) {
        LOG.warn("The index of idle windows is left in the middle of a look");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
