package io.fallow.gateway.intake;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueException;
import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.IntakeException;
import io.fallow.gateway.wire.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what all sources hand in. What comes within a twentieth of a second goes to the disk
 * together, by a thread of its own; who handed it in waits for that.
 *
 * <p>Does not own the queue: close the sources first, then this, then the queue.
 */
public final class DiskIntake implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DiskIntake.class);
  private static final Duration LINGER = Duration.ofMillis(50);
  private static final int MESSAGE = 200; // readings
  private static final long CLOSING_MS = 10_000;

  private final DiskQueue queue;
  private final ReportRules rules;
  private final Newest newest;
  private final Thread thread = new Thread(this::work, "intake");
  private List<Delivery> waiting = new ArrayList<>(); // guarded by this
  private final List<OfSource> sources = new CopyOnWriteArrayList<>();
  private final Map<String, String> places = new HashMap<>(); // not kept yet; guarded by this
  private boolean closed; // guarded by this

  /** Begins at once. */
  public DiskIntake(DiskQueue queue, ReportRules rules, Newest newest) {
    this.queue = queue;
    this.rules = rules;
    this.newest = newest;
    thread.setDaemon(true);
    thread.start();
  }

  /** The intake of one source. */
  public Intake of(String source) {
    OfSource intake = new OfSource(source);
    sources.add(intake);
    return intake;
  }

  /** What was said before is of another time: what comes next of each asset is news. */
  public void clockJumped() {
    sources.forEach(OfSource::clockJumped);
  }

  private final class OfSource implements Intake {
    private final String source;
    private final Changes changes = new Changes(rules);

    OfSource(String source) {
      this.source = source;
    }

    @Override
    public void take(List<Reading> readings, Optional<String> place)
        throws IntakeException, InterruptedException {
      List<Reading> news;
      synchronized (changes) {
        news = changes.news(readings);
      }
      newest.noted(source, readings);
      if (news.isEmpty()) {
        place.ifPresent(each -> keepLater(source, each));
        return;
      }
      try {
        handIn(new Delivery(news, place.map(each -> Map.of(source, each)).orElse(Map.of())))
            .await();
      } catch (IntakeException | InterruptedException e) {
        synchronized (changes) {
          changes.unsaid(news);
        }
        throw e;
      }
    }

    void clockJumped() {
      synchronized (changes) {
        changes.forget();
      }
    }

    @Override
    public Optional<String> place() {
      return queue.mark(source);
    }
  }

  /** The place behind readings that were left out: goes along with whatever is stored next. */
  private synchronized void keepLater(String source, String place) {
    places.put(source, place);
  }

  private synchronized Delivery handIn(Delivery delivery) throws IntakeException {
    if (closed) {
      throw new IntakeException("the gateway stops", null);
    }
    waiting.add(delivery);
    notifyAll();
    return delivery;
  }

  private void work() {
    try {
      for (List<Delivery> next = next(); !next.isEmpty(); next = next()) {
        store(next);
      }
    } catch (InterruptedException leaving) {
      LOG.debug("The intake leaves");
    }
  }

  /** What has come, a moment after the first of it; nothing when all is over. */
  private synchronized List<Delivery> next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    long end = System.nanoTime() + LINGER.toNanos();
    for (long left = LINGER.toMillis(); left > 0 && !closed; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    List<Delivery> next = waiting;
    waiting = new ArrayList<>();
    return next;
  }

  /** As many together as go into a message: what fails, fails for those of one message alone. */
  private void store(List<Delivery> deliveries) {
    List<Delivery> together = new ArrayList<>();
    int readings = 0;
    for (Delivery each : deliveries) {
      if (readings + each.readings().size() > MESSAGE) {
        append(together);
        together = new ArrayList<>();
        readings = 0;
      }
      together.add(each);
      readings += each.readings().size();
    }
    append(together);
  }

  private void append(List<Delivery> together) {
    List<Reading> readings = together.stream().flatMap(each -> each.readings().stream()).toList();
    Map<String, String> kept = placesNow();
    together.forEach(each -> kept.putAll(each.places()));
    try {
      for (int from = 0; from < readings.size(); from += MESSAGE) {
        int to = Math.min(from + MESSAGE, readings.size());
        queue.append(readings.subList(from, to), to == readings.size() ? kept : Map.of());
      }
      together.forEach(Delivery::stored);
    } catch (QueueException e) {
      together.forEach(each -> each.failed(e));
    } catch (RuntimeException bug) { // or who waits would wait for ever
      LOG.error("Readings could not be stored", bug);
      together.forEach(each -> each.failed(bug));
    }
  }

  private synchronized Map<String, String> placesNow() {
    Map<String, String> now = new HashMap<>(places);
    places.clear();
    return now;
  }

  /** Stores what was handed in, and ends. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(CLOSING_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
