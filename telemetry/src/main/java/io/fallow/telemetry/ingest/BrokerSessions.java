package io.fallow.telemetry.ingest;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions at the broker that this instance serves: its own, and those of instances that have
 * died, until they come back. Without the database it serves what it has, and takes nothing over:
 * whoever can't renew a lease for an outage is not dead. Runs on its own thread until it is told to
 * leave.
 */
final class BrokerSessions implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerSessions.class);
  private static final long LOOK_MS = 1_000;
  private static final long LEAVING_MS = 10_000;

  /** After an outage, longer than the others need to renew theirs. */
  private static final Duration SETTLED = Duration.ofSeconds(6);

  private record Served(BrokerSupervisor supervisor, Thread thread) {}

  private final IngestConfig config;
  private final InboundQueue queue;
  private final SessionLeases leases;
  private final Map<String, Served> served = new ConcurrentSkipListMap<>();
  private final CountDownLatch leaving = new CountDownLatch(1);
  private boolean claimed;
  private Optional<Long> renewingSince = Optional.empty();
  private long renewed = System.nanoTime();
  private boolean returning; // to its own session, which another took over meanwhile

  BrokerSessions(IngestConfig config, InboundQueue queue, Database database) {
    this.config = config;
    this.queue = queue;
    this.leases = new SessionLeases(database, config.broker().toString());
  }

  /** How many sessions are served. */
  int count() {
    return served.size();
  }

  /** Whether all of them have their connection. */
  boolean connected() {
    return !served.isEmpty()
        && served.values().stream().allMatch(each -> each.supervisor().connected());
  }

  /** What keeps one of them from its connection, if anything does. */
  Optional<String> trouble() {
    if (served.isEmpty()) {
      return Optional.of("another process serves the session " + config.clientId());
    }
    return served.values().stream()
        .map(each -> each.supervisor().trouble())
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Asks the thread to end all connections and itself. */
  void leave() {
    leaving.countDown();
  }

  @Override
  public void run() {
    serve(config.clientId());
    try {
      do {
        look();
      } while (!leaving.await(LOOK_MS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException hurry) {
      LOG.debug("Interrupted while leaving the broker");
    } finally {
      end();
    }
  }

  private void look() {
    try {
      if (!claimed) {
        leases.claim(config.clientId());
        claimed = true;
      }
      Set<String> held = renew();
      if (settled()) {
        if (returning) {
          leases.claim(config.clientId());
          held.add(config.clientId());
          returning = false;
        }
        held.addAll(leases.takeOver());
      }
      serveOnly(held);
    } catch (StoreException outage) {
      renewingSince = Optional.empty();
      LOG.debug("Leases are not renewed: {}", outage.getMessage());
    } catch (RuntimeException | Error bug) { // or the thread would be gone for good
      LOG.error("The sessions could not be looked after, which is tried again", bug);
    }
  }

  /**
   * Renews the leases. Who was too slow for that has lost them, as if dead; and comes back to its
   * own session, unlike one whose own was taken in time, by another process of the same name.
   */
  private Set<String> renew() {
    Set<String> held = leases.renew();
    long now = System.nanoTime();
    if (now - renewed > SessionLeases.TERM.toNanos()) {
      returning = !held.contains(config.clientId());
      renewingSince = Optional.empty();
    }
    renewed = now;
    renewingSince = renewingSince.or(() -> Optional.of(now));
    return held;
  }

  private boolean settled() {
    return renewingSince.isPresent() && System.nanoTime() - renewingSince.get() > SETTLED.toNanos();
  }

  private void serveOnly(Set<String> held) {
    for (String lost : new HashSet<>(served.keySet())) {
      if (!held.contains(lost)) {
        LOG.info("The session {} is another instance's now", lost);
        served.remove(lost).supervisor().leave(); // without waiting: the other leases run on
      }
    }
    for (String session : held) {
      if (!served.containsKey(session)) {
        LOG.info("Takes over the session {}, which nobody serves", session);
        serve(session);
      }
    }
  }

  private void serve(String session) {
    BrokerSupervisor supervisor = new BrokerSupervisor(config.as(session), queue);
    Thread thread = new Thread(supervisor, "ingest-broker-" + session);
    served.put(session, new Served(supervisor, thread));
    thread.start();
  }

  private void end() {
    served.values().forEach(each -> each.supervisor().leave());
    try {
      for (Served each : served.values()) {
        each.thread().join(LEAVING_MS);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    served.clear();
  }
}
