package io.fallow.gateway.source;

import io.fallow.gateway.retry.Backoff;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source's thread: reads for as long as that goes well, says what is wrong when it doesn't, and
 * begins anew after a pause that grows from half a second to half a minute. Closing interrupts it.
 */
public final class Attempts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final long CLOSING_MS = 5_000;
  private static final long AGAIN_MS = 100;

  /** One connection, from its opening to its failure. */
  public interface Attempt {

    /**
     * Reads until it fails or is interrupted. To return is to have read all there is.
     *
     * @throws SourceException when nothing can be read any more; the message is for the operator
     */
    void run() throws SourceException, IntakeException, InterruptedException;
  }

  private final SourceState state;
  private final Attempt attempt;
  private final Backoff backoff = new Backoff(SHORTEST, LONGEST, new Random());
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private Attempts(String name, SourceState state, Attempt attempt) {
    this.state = state;
    this.attempt = attempt;
    this.thread = new Thread(this::work, "source-" + name);
    thread.setDaemon(true);
  }

  /** Starts the thread. */
  public static Attempts start(String name, SourceState state, Attempt attempt) {
    Attempts attempts = new Attempts(name, state, attempt);
    attempts.thread.start();
    return attempts;
  }

  private void work() {
    try {
      while (!isOver()) {
        Duration pause = backoff.next();
        if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException leaving) {
      LOG.debug("{} leaves", thread.getName());
    }
  }

  private boolean isOver() throws InterruptedException {
    try {
      attempt.run();
      state.ended();
      return true;
    } catch (SourceException | IntakeException e) {
      if (state.health().standing() == SourceHealth.Standing.OK) {
        backoff.reset();
      }
      state.trouble(e.getMessage());
    } catch (RuntimeException bug) { // or the source would be gone for good
      LOG.error("{} failed", thread.getName(), bug);
      state.trouble("a fault of the gateway itself: " + bug);
    }
    return false;
  }

  /**
   * Waits for the thread a few seconds at most. Interrupts it again and again, as libraries swallow
   * that: the JDK's own HTTP client does while it reads a body.
   */
  @Override
  public void close() {
    closing.countDown();
    try {
      for (long waited = 0; thread.isAlive() && waited < CLOSING_MS; waited += AGAIN_MS) {
        thread.interrupt();
        thread.join(AGAIN_MS);
      }
      if (thread.isAlive()) {
        LOG.warn("{} still reads", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
