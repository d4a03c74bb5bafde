package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.RejectReason;
import io.fallow.telemetry.gateways.Traffic;
import io.fallow.telemetry.ingest.IngestConfig.BatchLimits;
import io.fallow.telemetry.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages from the queue, checks them, writes a batch, acknowledges it; over and over, on
 * its own thread. While the database fails it holds on to its batch and tries again: the messages
 * stay unacknowledged, and the broker stops at its window. A message that the database refuses for
 * what is in it is found by halving the batch, and rejected alone.
 */
final class IngestWorker implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(IngestWorker.class);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration NAP = Duration.ofMillis(2);
  private static final int OVERLOADS_BEFORE_HALVING = 3;

  private final InboundQueue queue;
  private final MessageChecker checker;
  private final BatchStore store;
  private final BatchLimits limits;
  private final Progress progress;
  private final Traffic traffic;
  private final Clock clock;
  private final CountDownLatch closing;

  private final ReadingColumns columns = new ReadingColumns(); // of the batch in hand
  private final Set<InboundMessage.Origin> origins = new HashSet<>(); // of its messages
  private InboundMessage inHand;
  private volatile long busySince;

  IngestWorker(
      InboundQueue queue,
      MessageChecker checker,
      BatchStore store,
      BatchLimits limits,
      Progress progress,
      Traffic traffic,
      Clock clock,
      CountDownLatch closing) {
    this.queue = queue;
    this.checker = checker;
    this.store = store;
    this.limits = limits;
    this.progress = progress;
    this.traffic = traffic;
    this.clock = clock;
    this.closing = closing;
  }

  /** When the oldest message of the batch in hand arrived; {@code now} when there is none. */
  long oldest(long now) {
    long since = busySince;
    return since == 0 ? now : since;
  }

  @Override
  public void run() {
    Backoff afterBugs = backoff();
    try {
      while (closing.getCount() > 0) {
        try {
          List<CheckedMessage> batch = gather();
          if (!batch.isEmpty()) {
            store(batch);
          }
          afterBugs.reset();
        } catch (RuntimeException | Error bug) {
          LOG.error("Ingest failed in an unforeseen way; the broker will send again", bug);
          origins.forEach(InboundMessage.Origin::giveUp);
          afterBugs.pause();
        } finally {
          busySince = 0;
        }
      }
    } catch (InterruptedException closed) {
      LOG.debug("Closed while waiting; the batch in hand stays unacknowledged");
    }
  }

  /** A batch: all that waits, up to the limits; empty when nothing came for a while. */
  private List<CheckedMessage> gather() throws InterruptedException {
    List<CheckedMessage> batch = new ArrayList<>();
    columns.truncate(0);
    origins.clear();
    int days = 0;
    long bytes = 0;
    inHand = queue.poll(IDLE);
    long deadline = System.nanoTime() + limits.linger().toNanos();
    while (inHand != null) {
      origins.add(inHand.origin());
      if (!MessageChecker.concerns(inHand)) {
        inHand.acknowledge();
      } else {
        busySince = batch.isEmpty() ? inHand.receivedNanos() : busySince;
        CheckedMessage checked = check(inHand);
        batch.add(checked);
        days += checked.days();
        bytes += inHand.weight();
      }
      if (columns.size() >= limits.readings() || bytes >= limits.bytes() || days >= limits.days()) {
        break;
      }
      InboundMessage next = next(deadline);
      if (next == null) {
        break;
      }
      inHand = next;
    }
    return batch;
  }

  /**
   * The next message before the deadline, looked for now and then: to be woken for each is dear.
   */
  private InboundMessage next(long deadline) throws InterruptedException {
    InboundMessage next = queue.poll(Duration.ZERO);
    long left = deadline - System.nanoTime();
    while (next == null && left > 0) {
      if (closing.await(Math.min(left, NAP.toNanos()), TimeUnit.NANOSECONDS)) {
        return null;
      }
      next = queue.poll(Duration.ZERO);
      left = deadline - System.nanoTime();
    }
    return next;
  }

  private CheckedMessage check(InboundMessage message) throws InterruptedException {
    Backoff backoff = backoff();
    while (true) {
      try {
        return checker.check(message, clock.instant(), columns);
      } catch (StoreException outage) {
        progress.failed(outage);
        backoff.pause();
      } catch (RuntimeException bug) {
        LOG.error("A message of {} could not be checked", message.topic(), bug);
        return CheckedMessage.rejected(
            message,
            LedgerKey.NO_GATEWAY,
            RejectReason.INVALID_VALUE,
            "it could not be checked: " + bug);
      }
    }
  }

  private void store(List<CheckedMessage> batch) throws InterruptedException {
    Backoff backoff = backoff();
    while (true) {
      long start = System.nanoTime();
      try {
        BatchStore.Stored stored = store.write(batch, clock.instant());
        progress.stored(stored, System.nanoTime() - start);
        batch.forEach(message -> message.inbound().acknowledge());
        count(batch, stored.entered());
        return;
      } catch (RuntimeException failure) {
        if (isForItsData(failure) || isTooMuch(failure, batch, backoff)) {
          storeApart(batch, failure);
          return;
        }
        progress.failed(failure);
      }
      backoff.pause();
    }
  }

  private void count(List<CheckedMessage> batch, Set<LedgerKey> entered) {
    Set<LedgerKey> counted = new HashSet<>(entered);
    Instant now = clock.instant();
    for (CheckedMessage message : batch) {
      int gateway = message.key().gatewayId();
      if (gateway != LedgerKey.NO_GATEWAY) {
        if (counted.remove(message.key())) {
          traffic.stored(gateway, now, message.accepted().size(), message.rejectedReadings());
        } else {
          traffic.duplicate(gateway, now);
        }
      }
    }
  }

  /** Whether what is in the batch is at fault, so that another try fails too. */
  private static boolean isForItsData(RuntimeException failure) {
    if (failure instanceof StoreException refused) {
      String state = refused.sqlState(); // 22: data exception; 54: beyond a limit of the program
      return refused instanceof StoreException.Conflict
          || state.startsWith("22")
          || state.startsWith("54");
    }
    return true;
  }

  private static boolean isTooMuch(
      RuntimeException failure, List<CheckedMessage> batch, Backoff backoff) {
    return failure instanceof StoreException.Overloaded
        && batch.size() > 1
        && backoff.attempts() >= OVERLOADS_BEFORE_HALVING;
  }

  private void storeApart(List<CheckedMessage> batch, RuntimeException failure)
      throws InterruptedException {
    CheckedMessage first = batch.get(0);
    if (batch.size() > 1) {
      int half = batch.size() / 2;
      store(batch.subList(0, half));
      store(batch.subList(half, batch.size()));
    } else if (!first.accepted().isEmpty()) {
      LOG.warn("A message of {} is rejected: {}", first.inbound().topic(), failure.getMessage());
      store(List.of(first.refused("the database refused it: " + failure.getMessage())));
    } else {
      LOG.error("A message of {} stays at the broker", first.inbound().topic(), failure);
    }
  }

  private Backoff backoff() {
    return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), closing);
  }
}
