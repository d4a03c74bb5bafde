package io.fallow.telemetry.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs blocking work off the event loop, on named threads. At most {@code threads + waiting} pieces
 * of work are inside at once; one more is refused with {@link OverloadedException}, and so is work
 * that waited so long for its thread that its asker has given up.
 */
public final class BoundedWorkers implements AutoCloseable {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final String name;
  private final WorkerExecutor threads;
  private final int capacity;
  private final AtomicInteger inside = new AtomicInteger();
  private final Counter refused;

  /** Creates the pool and its metrics, tagged with its name. */
  public BoundedWorkers(Vertx vertx, MeterRegistry metrics, String name, int threads, int waiting) {
    this.name = name;
    this.threads = vertx.createSharedWorkerExecutor("fallow-" + name, threads, 1, TimeUnit.MINUTES);
    this.capacity = threads + waiting;
    this.refused =
        Counter.builder("fallow.http.refused")
            .description("Requests refused because too many were waiting")
            .tag("pool", name)
            .register(metrics);
    Gauge.builder("fallow.http.inside", inside, AtomicInteger::get)
        .description("Requests being worked on or waiting for a thread")
        .tag("pool", name)
        .register(metrics);
  }

  /** Runs the work on a thread of the pool; the future completes on the caller's event loop. */
  public <T> Future<T> run(Callable<T> work) {
    if (inside.incrementAndGet() > capacity) {
      inside.decrementAndGet();
      return Future.failedFuture(overloaded());
    }
    long asked = System.nanoTime();
    return threads
        .executeBlocking(() -> inTime(asked, work), false)
        .onComplete(done -> inside.decrementAndGet());
  }

  private <T> T inTime(long asked, Callable<T> work) throws Exception {
    if (System.nanoTime() - asked > LONGEST_WAIT.toNanos()) {
      throw overloaded();
    }
    return work.call();
  }

  private OverloadedException overloaded() {
    refused.increment();
    return new OverloadedException(name);
  }

  @Override
  public void close() {
    threads.close();
  }
}
