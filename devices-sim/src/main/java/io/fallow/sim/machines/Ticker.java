package io.fallow.sim.machines;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does something again and again, on a thread of its own, until it is closed. */
final class Ticker implements AutoCloseable {

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  Ticker(String name, Duration every, Runnable work) {
    thread =
        new Thread(
            () -> {
              try {
                do {
                  work.run();
                } while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS));
              } catch (InterruptedException leaving) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
  }
}
