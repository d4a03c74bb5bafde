package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.BatchDecoder;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.telemetry.gateways.Traffic;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings readings from the broker into the database. A message is acknowledged after the commit
 * that stored or rejected it, so no crash of anything loses one; the ledger makes sure that none is
 * stored twice. Any number of instances share the work.
 *
 * <p>One thread keeps the connection to the broker, and the configured number of writers decode and
 * write, each with one connection of the database's pool.
 */
public final class IngestService implements ReadingIntake, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
  private static final Duration LAST_BATCH = Duration.ofSeconds(10);

  private final InboundQueue queue;
  private final BrokerSessions sessions;
  private final Progress progress;
  private final Traffic traffic = new Traffic();
  private final List<IngestWorker> workers = new ArrayList<>();
  private final List<Thread> writers = new ArrayList<>();
  private final Thread connecting;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * Prepares everything; nothing runs before {@link #start()}.
   *
   * @param database whose pool of ingest has a connection for each writer
   */
  public IngestService(
      IngestConfig config,
      Database database,
      Registry registry,
      MeterRegistry meters,
      Clock clock) {
    queue = new InboundQueue(config.windowBytes());
    sessions = new BrokerSessions(config, queue, database.ingest());
    connecting = new Thread(sessions, "ingest-sessions");
    progress = new Progress(meters);
    MessageChecker checker = new MessageChecker(Directory.of(registry), traffic);
    BatchStore store = new BatchStore(database.ingest());
    for (int i = 1; i <= config.writers(); i++) {
      IngestWorker worker =
          new IngestWorker(
              queue, checker, store, config.batch(), progress, traffic, clock, closing);
      workers.add(worker);
      writers.add(new Thread(worker, "ingest-writer-" + i));
    }
    Gauge.builder("fallow.ingest.connected", sessions, each -> each.connected() ? 1 : 0)
        .description("1 while readings can come from the broker, otherwise 0")
        .register(meters);
    Gauge.builder("fallow.ingest.queue.messages", queue, InboundQueue::size)
        .description("messages that have arrived and wait for a writer")
        .register(meters);
    Gauge.builder("fallow.ingest.sessions", sessions, BrokerSessions::count)
        .description("sessions at the broker that this instance serves: its own and dead ones'")
        .register(meters);
    TimeGauge.builder(
            "fallow.ingest.lag", this, TimeUnit.MILLISECONDS, each -> each.lag().toMillis())
        .description("age of the oldest message that has arrived and is not stored yet")
        .register(meters);
  }

  /** Starts the threads and returns at once; the broker and the database may come up later. */
  public void start() {
    writers.forEach(Thread::start);
    connecting.start();
  }

  @Override
  public void offer(String topic, byte[] payload, GatewayAddress gateway, BatchDecoder content)
      throws InterruptedException {
    handIn(topic, payload, Optional.of(new InboundMessage.Content(gateway, content)));
  }

  @Override
  public void refuse(String topic, byte[] payload) throws InterruptedException {
    handIn(topic, payload, Optional.empty());
  }

  private void handIn(String topic, byte[] payload, Optional<InboundMessage.Content> content)
      throws InterruptedException {
    InboundMessage.Origin nobody = InboundMessage.NO_CONNECTION;
    queue.put(new InboundMessage(nobody, 0, 0, topic, payload, System.nanoTime(), content));
  }

  /** What has come in by gateway. */
  public Traffic traffic() {
    return traffic;
  }

  /** How ingest is doing right now. */
  public IngestHealth health() {
    Optional<String> trouble = sessions.trouble().or(progress::trouble);
    Duration full = queue.full(System.nanoTime());
    return new IngestHealth(sessions.connected(), lag(), full, trouble);
  }

  private Duration lag() {
    long now = System.nanoTime();
    long oldest = queue.oldest(now);
    for (IngestWorker worker : workers) {
      oldest = now - worker.oldest(now) > now - oldest ? worker.oldest(now) : oldest;
    }
    return Duration.ofNanos(Math.max(0, now - oldest));
  }

  /**
   * Lets each writer finish its batch, then leaves the broker. What was not stored by then stays
   * there for the next start.
   */
  @Override
  public void close() {
    closing.countDown();
    queue.close();
    try {
      for (Thread writer : writers) {
        writer.join(LAST_BATCH.toMillis());
      }
      sessions.leave();
      connecting.join(LAST_BATCH.toMillis());
    } catch (InterruptedException hurry) {
      LOG.warn("Ingest is left before its last batch was written");
      Thread.currentThread().interrupt();
    }
  }
}
