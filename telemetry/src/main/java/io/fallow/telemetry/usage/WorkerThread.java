package io.fallow.telemetry.usage;

import io.fallow.telemetry.store.StoreException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that repeats a step until it is closed: at once when the step says that there is more to
 * do, else after a pause, and after ever longer pauses while the step fails.
 */
final class WorkerThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerThread.class);
  private static final long PAUSE_AFTER_FAILURE_MS = 500;
  private static final long LONGEST_PAUSE_MS = 10_000;
  private static final long CLOSING_MS = 30_000;

  private final BooleanSupplier step;
  private final Pace pace;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private int failures;

  WorkerThread(String name, Pace pace, BooleanSupplier step) {
    this.pace = pace;
    this.step = step;
    this.thread = new Thread(this::work, name);
    this.thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void work() {
    try {
      boolean stop = false;
      while (!stop) {
        stop = closed.await(pauseAfterStep(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long pauseAfterStep() {
    try {
      boolean more = step.getAsBoolean();
      if (failures > 0) {
        LOG.info("Works again after {} failures", failures);
        failures = 0;
      }
      return more ? 0 : pace.pauseMs();
    } catch (StoreException e) {
      return failed("The database fails, which is tried again: " + e.getMessage(), null);
    } catch (RuntimeException | Error e) { // or the thread would be gone for good
      return failed("A step failed, which is tried again", e);
    }
  }

  private long failed(String message, Throwable cause) {
    if (failures == 0) {
      LOG.warn(message, cause);
    }
    failures++;
    return Math.min(LONGEST_PAUSE_MS, PAUSE_AFTER_FAILURE_MS * failures);
  }

  /** Blocks until the step that is under way has ended, for half a minute at most. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(CLOSING_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
