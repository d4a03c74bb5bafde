package io.fallow.scheduler;

import io.fallow.scheduler.api.ApiServer;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.audit.AuditKeys;
import io.fallow.scheduler.idle.IdleIndex;
import io.fallow.scheduler.telling.EventOrder;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduler's life cycle: serves the API, and does its jobs. Any number of processes may run
 * one each.
 */
public final class SchedulerVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(SchedulerVerticle.class);
  private static final int THREADS = 2;

  private final ApiServer server;
  private final Database database;
  private final List<Job> jobs;
  private final IdleIndex index;
  private final MeterRegistry meters;
  private final Clock clock;
  private WorkerExecutor threads;
  private volatile boolean stopping;
  private int port;

  /**
   * A scheduler of this server, which it starts and closes.
   *
   * @param auditKeys seal the audit trail
   */
  public SchedulerVerticle(
      ApiServer server,
      SchedulerServices services,
      AuditKeys auditKeys,
      MeterRegistry meters,
      Clock clock) {
    this.server = server;
    this.database = services.database();
    this.jobs = SchedulerJobs.of(services, auditKeys, meters);
    this.index = services.index();
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    return vertx.executeBlocking(() -> EventOrder.settle(database)).compose(settled -> serve());
  }

  private Future<Integer> serve() {
    threads = vertx.createSharedWorkerExecutor("fallow-jobs", THREADS);
    jobs.forEach(this::later);
    index.start(clock);
    return server.start().onSuccess(listening -> port = listening);
  }

  private void later(Job job) {
    if (!stopping) {
      vertx.setTimer(job.every().toMillis(), tick -> run(job));
    }
  }

  private void run(Job job) {
    Timer timer = meters.timer("fallow.jobs", "job", job.name());
    threads
        .executeBlocking(
            () -> {
              timer.record(() -> job.work().at(clock.instant()));
              return null;
            },
            false)
        .onFailure(failure -> failed(job, failure))
        .onComplete(done -> later(job));
  }

  private void failed(Job job, Throwable failure) {
    meters.counter("fallow.jobs.failures", "job", job.name()).increment();
    if (failure instanceof StoreException) {
      LOG.warn("The job {} waits: {}", job.name(), failure.getMessage());
    } else if (!stopping) {
      LOG.error("The job {} failed", job.name(), failure);
    }
  }

  /** Where it listens, once deployed. */
  public int port() {
    return port;
  }

  @Override
  public Future<?> stop() {
    stopping = true;
    return server
        .close()
        .eventually(threads::close)
        .eventually(() -> vertx.executeBlocking(this::closeIndex));
  }

  private Void closeIndex() {
    index.close();
    return null;
  }
}
