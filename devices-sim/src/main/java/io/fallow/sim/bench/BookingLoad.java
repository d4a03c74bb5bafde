package io.fallow.sim.bench;

import io.fallow.sim.http.Ask;
import io.fallow.sim.http.Line;
import io.fallow.sim.http.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients who book over HTTP, as a program of its own: its CPU is not taken for the scheduler's. It
 * prints one line, a {@link Tally}.
 *
 * <p>Arguments: the port; a file with a token for each client, a line; attempts for each slot; the
 * first slot's number; the number of assets over which slots are spread; seconds.
 */
public final class BookingLoad {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CREATED = 201;
  private static final int CONFLICT = 409;

  private final int port;
  private final int each;
  private final SlotPlan plan;
  private final long end;
  private final AtomicLong attempts = new AtomicLong();
  private final Tally tally = new Tally();

  private BookingLoad(int port, int each, SlotPlan plan, int seconds) {
    this.port = port;
    this.each = each;
    this.plan = plan;
    this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Books until the time is over. */
  public static void main(String... args) throws Exception {
    LocalDate from = LocalDate.now(ZoneOffset.UTC).plusDays(2);
    SlotPlan plan = new SlotPlan(from, Long.parseLong(args[3]), Integer.parseInt(args[4]));
    BookingLoad load =
        new BookingLoad(
            Integer.parseInt(args[0]), Integer.parseInt(args[2]), plan, Integer.parseInt(args[5]));
    load.run(Files.readAllLines(Path.of(args[1])));
    System.out.println(load.tally.line());
  }

  private void run(List<String> tokens) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(tokens.size());
    List<Future<?>> clients = new ArrayList<>();
    tokens.forEach(token -> clients.add(threads.submit(() -> book(token))));
    for (Future<?> client : clients) {
      client.get();
    }
    threads.shutdown();
  }

  private Void book(String token) throws IOException {
    try (Line line = new Line(port, PATIENCE)) {
      while (System.nanoTime() < end) {
        long slot = attempts.getAndIncrement() / each;
        Ask ask = Ask.post("/api/v1/reservations", token, plan.body(slot));
        long begun = System.nanoTime();
        Said said = line.send(ask);
        tally.add(slot, outcome(said), System.nanoTime() - begun);
      }
    }
    return null;
  }

  private static Tally.Outcome outcome(Said said) {
    return switch (said.status()) {
      case CREATED -> Tally.Outcome.BOOKED;
      case CONFLICT -> Tally.Outcome.TAKEN;
      default -> Tally.Outcome.OTHER;
    };
  }
}
