package io.fallow.telemetry.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to the broker: opens one, watches it, and opens the next when it has ended.
 * Runs on its own thread until it is told to leave.
 */
final class BrokerSupervisor implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerSupervisor.class);
  private static final long LOOK_MS = 250;
  private static final Duration PROBE = Duration.ofSeconds(60);
  private static final Duration STEADY = Duration.ofSeconds(30);

  private final IngestConfig config;
  private final InboundQueue queue;
  private final Duration probeEvery;
  private final CountDownLatch leaving = new CountDownLatch(1);
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10), leaving);
  private volatile boolean connected;
  private volatile Optional<String> trouble = Optional.of("not connected yet");

  BrokerSupervisor(IngestConfig config, InboundQueue queue) {
    this(config, queue, PROBE);
  }

  /**
   * The same with another measure of time.
   *
   * @param probeEvery after so long the subscription is renewed, and the answer to that looked at
   */
  BrokerSupervisor(IngestConfig config, InboundQueue queue, Duration probeEvery) {
    this.config = config;
    this.queue = queue;
    this.probeEvery = probeEvery;
  }

  boolean connected() {
    return connected;
  }

  /** Why there is no connection, if there is none. */
  Optional<String> trouble() {
    return trouble;
  }

  /**
   * Asks the thread to end the connection and itself. An interrupt would not do: Paho swallows one.
   */
  void leave() {
    leaving.countDown();
  }

  @Override
  public void run() {
    try {
      while (leaving.getCount() > 0) {
        keepOneConnection();
        backoff.pause();
      }
    } catch (InterruptedException closing) {
      LOG.debug("Left the broker");
    }
  }

  private void keepOneConnection() throws InterruptedException {
    try (BrokerConnection connection = BrokerConnection.open(config, queue)) {
      LOG.info("Connected to the broker at {} as {}", config.broker(), config.clientId());
      connected = true;
      trouble = Optional.empty();
      try {
        tell(watch(connection));
      } finally {
        connected = false;
        queue.forget(connection);
      }
    } catch (MqttException | RuntimeException | Error failure) { // such as no more threads
      tell(
          "no connection to the broker at "
              + config.broker()
              + ": "
              + BrokerSockets.reason(failure));
    }
  }

  /** Waits for the connection's end, and says what it was. */
  private String watch(BrokerConnection connection) throws InterruptedException {
    long start = System.nanoTime();
    long probed = start;
    while (connection.isOpen()) {
      if (System.nanoTime() - probed > probeEvery.toNanos()) {
        probed = System.nanoTime();
        Optional<String> silence = connection.probe(!queue.isFull());
        if (silence.isPresent()) {
          return silence.get();
        }
      }
      if (leaving.await(LOOK_MS, TimeUnit.MILLISECONDS)) {
        throw new InterruptedException("leaving");
      }
      if (System.nanoTime() - start > STEADY.toNanos()) {
        backoff.reset();
      }
    }
    return "the connection to the broker was lost";
  }

  private void tell(String what) {
    if (!trouble.equals(Optional.of(what))) {
      LOG.warn("{}; trying again", what);
    }
    trouble = Optional.of(what);
  }
}
