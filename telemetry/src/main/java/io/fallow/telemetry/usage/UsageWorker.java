package io.fallow.telemetry.usage;

import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings usage intervals and hourly utilisation up to date with the readings that came in. Any
 * number of workers may run, in any number of processes: each claims other assets. A worker that
 * dies leaves its claim to the others, and nothing half done.
 *
 * <p>Started, it works on a thread of its own four times a second, less often where there is much
 * to do ({@link Pace}), and without pause while there is a backlog; while the database can't be
 * reached it waits and tries again. Uses one connection.
 */
public final class UsageWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UsageWorker.class);
  private static final Duration CHUNKS_AFTER = Duration.ofMinutes(2);
  private static final int LOOKED_AT = 4 * UsageRun.ASSETS;

  private final Database database;
  private final Clock clock;
  private final Frames frames;
  private final ClosedChunks chunks;
  private final TimeSummaries summaries;
  private final UsageMeters meters;
  private final WaitingAge age;
  private final SetAside setAside = new SetAside();
  private final Pace pace = new Pace();
  private final WorkerThread thread = new WorkerThread("usage-worker", pace, this::step);

  /** A worker that is not started yet. */
  public UsageWorker(Database database, Registry registry, MeterRegistry meters, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.frames = new Frames(database, registry);
    this.chunks = new ClosedChunks(database, clock.instant().plus(CHUNKS_AFTER));
    this.summaries = new TimeSummaries(database);
    this.meters = new UsageMeters(meters);
    this.age = new WaitingAge(meters);
  }

  /** Starts the worker's thread. */
  public void start() {
    thread.start();
  }

  /** Stops the worker after the transaction that it is in; at once if it was never started. */
  @Override
  public void close() {
    thread.close();
  }

  /**
   * Brings some waiting assets up to date, at most some thousand. Not to be called beside {@link
   * #start}.
   *
   * @return how many assets were brought up to date; 0 when nobody waits or others have claimed
   *     them
   * @throws StoreException when the database fails; then nothing has changed
   */
  public int runOnce() {
    return run().assets();
  }

  private boolean step() {
    RunReport report = run();
    if (!report.more()) {
      chunks.indexOne(clock.instant());
    }
    return report.more();
  }

  private RunReport run() {
    age.look(database);
    boolean moreMarks = pace.measured(this::collect);
    List<Integer> all = database.inTransaction(connection -> Claim.waiting(connection, LOOKED_AT));
    meters.waiting(all.size());
    frames.refresh(all, clock.instant());
    Map<Integer, Frame> candidates = frames.of(setAside.without(all, clock.instant()));
    RunReport report = RunReport.NOTHING;
    if (!candidates.isEmpty()) {
      summaries.refresh();
      report = pace.measured(() -> meters.record(() -> derive(candidates)));
    }
    return moreMarks ? report.and(RunReport.MORE) : report;
  }

  private boolean collect() {
    return database.inTransaction(connection -> MarkCollector.collect(connection, pace.restMs()));
  }

  /** One asset that can't be derived must not hold up the others: it is found by halving. */
  private RunReport derive(Map<Integer, Frame> candidates) {
    try {
      return database.inTransaction(connection -> new UsageRun(connection, candidates).run());
    } catch (StoreException.Retryable e) {
      return RunReport.MORE;
    } catch (StoreException.Unavailable | StoreException.Overloaded e) {
      throw e;
    } catch (RuntimeException e) {
      return deriveApart(candidates, e);
    }
  }

  private RunReport deriveApart(Map<Integer, Frame> candidates, RuntimeException failure) {
    if (candidates.size() == 1) {
      int assetId = candidates.keySet().iterator().next();
      LOG.error("Usage of asset {} can't be derived; it is set aside a while", assetId, failure);
      setAside.add(assetId, clock.instant());
      meters.failed();
      return RunReport.NOTHING;
    }
    Map<Integer, Frame> half = new HashMap<>();
    Map<Integer, Frame> others = new HashMap<>();
    candidates.forEach((id, frame) -> (half.size() > others.size() ? others : half).put(id, frame));
    return derive(half).and(derive(others));
  }
}
