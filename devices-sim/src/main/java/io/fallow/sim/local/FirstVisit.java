package io.fallow.sim.local;

import io.fallow.scheduler.api.auth.LocalPeople;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for what the landing page asks for, so that the first person who opens it doesn't wait while
 * the JVM loads its classes. What comes back, or doesn't, is of no matter.
 */
final class FirstVisit {

  private static final Logger LOG = LoggerFactory.getLogger(FirstVisit.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final URI home;
  private final List<LocalPeople.SignedIn> people;
  private final HttpClient client = HttpClient.newHttpClient();

  /** A visit to the page at an address, by these people. */
  FirstVisit(URI home, List<LocalPeople.SignedIn> people) {
    this.home = home;
    this.people = List.copyOf(people);
  }

  /** Blocks until all has been answered, for three seconds at most. */
  void pay(Instant now) {
    CompletableFuture<?>[] answers =
        Stream.concat(
                Stream.of(get("/").build(), get("/local/people").build()),
                oneOfEach().flatMap(one -> asks(one.token(), now)))
            .map(ask -> client.sendAsync(ask, HttpResponse.BodyHandlers.discarding()))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(answers)
        .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              LOG.info("the first visit failed: {}", failure.toString());
              return null;
            })
        .join();
  }

  /** Who is of the same organisation sees the same. */
  private Stream<LocalPeople.SignedIn> oneOfEach() {
    Set<String> seen = new HashSet<>();
    return people.stream().filter(one -> seen.add(one.person().organisation()));
  }

  private Stream<HttpRequest> asks(String token, Instant now) {
    Instant today = now.truncatedTo(ChronoUnit.HOURS);
    return Stream.of(
            "/api/v1/assets",
            "/api/v1/reservations",
            "/api/v1/busy-hours?from=%s&to=%s".formatted(today.minus(Duration.ofDays(7)), today),
            "/api/v1/windows?limit=1000&to=" + today.plus(Duration.ofDays(7)))
        .map(path -> get(path).header("Authorization", "Bearer " + token).build());
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(home.resolve(path)).timeout(PATIENCE);
  }
}
