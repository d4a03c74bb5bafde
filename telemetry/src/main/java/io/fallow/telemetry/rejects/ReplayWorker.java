package io.fallow.telemetry.rejects;

import io.fallow.telemetry.rejects.ReplayQueue.Next;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays what people asked for, looking each second on a thread of its own. Any number of
 * instances may run; what one that dies was at, another takes up after a minute. Uses one
 * connection of jobs' at a time, and one of ingest's.
 */
public final class ReplayWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayWorker.class);
  private static final int AT_ONCE = 50;
  private static final long EVERY_MS = 1_000;
  private static final long CLOSING_S = 15;

  private final ReplayQueue queue;
  private final Rejects rejects;
  private final Replay replay;
  private final Clock clock;
  private final Counter stored;
  private final Counter refused;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "reject-replay"));

  /** Nothing runs before {@link #start()}. */
  public ReplayWorker(Database database, MeterRegistry meters, Clock clock) {
    this.queue = new ReplayQueue(database);
    this.rejects = new Rejects(database);
    this.replay = new Replay(database, clock);
    this.clock = clock;
    stored = meters.counter("fallow.rejects.replayed", "outcome", "stored");
    refused = meters.counter("fallow.rejects.replayed", "outcome", "refused");
  }

  /** Begins, and returns at once. */
  @SuppressWarnings("FutureReturnValueIgnored") // a run catches its failures itself
  public void start() {
    thread.scheduleWithFixedDelay(this::tryRun, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  private void tryRun() {
    try {
      runOnce();
    } catch (InterruptedException leaving) {
      Thread.currentThread().interrupt();
    } catch (StoreException outage) {
      LOG.warn("Rejects are replayed later: {}", outage.getMessage());
    } catch (RuntimeException | Error bug) { // or the thread would never work again
      LOG.error("Rejects could not be replayed, which is tried again", bug);
    }
  }

  /**
   * Replays all that is asked for and that nobody else is at.
   *
   * @throws StoreException when the database fails; the rest waits
   */
  public void runOnce() throws InterruptedException {
    Optional<Long> request = queue.take(clock.instant());
    while (request.isPresent()) {
      work(request.get());
      request = queue.take(clock.instant());
    }
  }

  private void work(long request) throws InterruptedException {
    List<Next> some = queue.next(request, AT_ONCE);
    if (some.isEmpty()) {
      queue.end(request, clock.instant());
      return;
    }
    int settled = 0;
    for (Next each : some) {
      settled += isSettled(each.id()) ? 1 : 0;
    }
    int not = some.size() - settled;
    queue.done(request, some.get(some.size() - 1), settled, not, clock.instant());
    stored.increment(settled);
    refused.increment(not);
  }

  /** One that the database itself refuses keeps nobody else waiting. */
  private boolean isSettled(long id) throws InterruptedException {
    try {
      return replay.run(id).settled();
    } catch (StoreException.Broken | StoreException.Conflict refusal) {
      LOG.warn("Reject {} was not tried to the end: {}", id, refusal.getMessage());
      rejects.note(id, Optional.empty(), "not tried to the end: the database refuses it");
      return false;
    }
  }

  /** Waits for the attempt under way, a quarter of a minute at most. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(CLOSING_S, TimeUnit.SECONDS)) {
        LOG.warn("A replay is left in the middle of a transaction, which rolls back");
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
