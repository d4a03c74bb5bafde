package io.fallow.sim.bench;

import io.fallow.sim.http.Ask;
import io.fallow.sim.http.Line;
import io.fallow.sim.http.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients who search over HTTP, each with one request under way at any time, as a program of its
 * own. It prints one line, a {@link SearchTally}.
 *
 * <p>Arguments: the port; a file with a token for each client, a line; a file with the searches, a
 * path each; seconds.
 */
public final class SearchLoad {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;

  private final int port;
  private final List<String> searches;
  private final long end;
  private final AtomicLong asked = new AtomicLong();
  private final SearchTally tally = new SearchTally();

  private SearchLoad(int port, List<String> searches, int seconds) {
    this.port = port;
    this.searches = searches;
    this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Searches until the time is over. */
  public static void main(String... args) throws Exception {
    SearchLoad load =
        new SearchLoad(
            Integer.parseInt(args[0]),
            Files.readAllLines(Path.of(args[2])),
            Integer.parseInt(args[3]));
    load.run(Files.readAllLines(Path.of(args[1])));
    System.out.println(load.tally.line());
  }

  private void run(List<String> tokens) throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(tokens.size());
    List<Future<?>> clients = new ArrayList<>();
    tokens.forEach(token -> clients.add(threads.submit(() -> search(token))));
    for (Future<?> client : clients) {
      client.get();
    }
    threads.shutdown();
  }

  private Void search(String token) throws IOException {
    try (Line line = new Line(port, PATIENCE)) {
      while (System.nanoTime() < end) {
        String path = searches.get((int) (asked.getAndIncrement() % searches.size()));
        Ask ask = Ask.get(path, token);
        long begun = System.nanoTime();
        Said said = line.send(ask);
        tally.add(said.status() == OK, said.body().length(), System.nanoTime() - begun);
      }
    }
    return null;
  }
}
