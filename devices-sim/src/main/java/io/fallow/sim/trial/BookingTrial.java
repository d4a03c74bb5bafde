package io.fallow.sim.trial;

import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.calendar.Turnarounds;
import io.fallow.sim.history.Evidence;
import io.fallow.sim.history.Finding;
import io.fallow.sim.history.Judge;
import io.fallow.sim.history.Operation;
import io.fallow.sim.history.Terms;
import io.fallow.sim.world.FleetStack;
import io.fallow.sim.world.FleetWorld;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Many clients book the same few assets at once while the database and the scheduler are killed and
 * their connections are cut; in the end all that was asked and answered is held against what the
 * database has.
 */
final class BookingTrial {

  private static final int ASSETS = 6;
  private static final int OWNERS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Terms TERMS =
      new Terms(
          Duration.ofMinutes(15),
          Duration.ofDays(14),
          Duration.ofMinutes(5),
          Duration.ofDays(28),
          Duration.ZERO,
          Duration.ofMinutes(15));

  private final int clients;
  private final Duration time;
  private final int kills;
  private final long seed;
  private final PrintStream out;
  private final Queue<Operation> log = new ConcurrentLinkedQueue<>();

  BookingTrial(int clients, Duration time, int kills, long seed, PrintStream out) {
    this.clients = clients;
    this.time = time;
    this.kills = kills;
    this.seed = seed;
    this.out = out;
  }

  BookingVerdict run() throws IOException, InterruptedException {
    try (FleetStack stack = new FleetStack(ASSETS, line -> {})) {
      Turnarounds turnarounds = new Turnarounds(stack.database());
      Turnaround turnaround = new Turnaround(TERMS.before(), TERMS.after());
      FleetWorld.TYPES.forEach(type -> turnarounds.set(type, turnaround));
      stack.scheduler().start();
      Mishaps mishaps = new Mishaps(stack, new Random(seed), time, kills, out);
      Instant begun = Instant.now();
      work(stack, mishaps, begun);
      return verdict(stack, mishaps);
    }
  }

  private void work(FleetStack stack, Mishaps mishaps, Instant begun) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<?>> working = new ArrayList<>();
      List<Portfolio> all = new ArrayList<>();
      IntStream.rangeClosed(0, FleetWorld.PARTNERS.size()).forEach(i -> all.add(new Portfolio()));
      for (int i = 0; i < clients; i++) {
        int number = i;
        working.add(threads.submit(() -> work(number, stack, all, begun.plus(time))));
      }
      mishaps.happen(begun);
      for (Future<?> each : working) {
        each.get();
      }
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a client broke down", failure.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Void work(int number, FleetStack stack, List<Portfolio> all, Instant end)
      throws IOException, InterruptedException {
    try (Persistence line = new Persistence(stack.scheduler().port(), end.plus(PATIENCE))) {
      BookingClient client = client(number, stack, all, line);
      while (Instant.now().isBefore(end)) {
        client.step();
      }
    }
    return null;
  }

  /** The first ones are the owner's, and may give back anybody's reservations. */
  private BookingClient client(
      int number, FleetStack stack, List<Portfolio> all, Persistence line) {
    boolean owns = number < OWNERS;
    int partner = number % FleetWorld.PARTNERS.size();
    String organisation = owns ? FleetWorld.OWNER : FleetWorld.PARTNERS.get(partner);
    LocalDate from = LocalDate.now(ZoneOffset.UTC).plusDays(2);
    return new BookingClient(
        "c" + number,
        organisation,
        owns,
        new Requests(stack.token(organisation, "c" + number)),
        line,
        new Slots(ASSETS, from, new Random(seed * 1_000 + number)),
        owns ? all : List.of(all.get(partner + 1)),
        log::add);
  }

  private BookingVerdict verdict(FleetStack stack, Mishaps mishaps) {
    StoredHistory stored = new StoredHistory(stack.database());
    Evidence evidence =
        new Evidence(
            FleetWorld.OWNER, TERMS, List.copyOf(log), stored.versions(), stored.lockouts());
    List<Finding> findings = new ArrayList<>(Judge.findings(evidence));
    stored
        .astray()
        .forEach(id -> findings.add(new Finding("Astray", "not as its last version: " + id)));
    return new BookingVerdict(
        evidence.operations(),
        evidence.versions().size(),
        mishaps.databaseKills(),
        mishaps.schedulerKills(),
        mishaps.cuts(),
        findings);
  }
}
