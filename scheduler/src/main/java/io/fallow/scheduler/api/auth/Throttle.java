package io.fallow.scheduler.api.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Holds everybody to {@link Limits}, in this process. Who has paused for some minutes is forgotten,
 * and had their full allowance again by then. Safe for any number of threads; never blocks.
 */
public final class Throttle {

  private static final int MOST = 50_000;
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final Limits limits;
  private final Cache<String, Bucket> callers = buckets();
  private final Cache<Integer, Bucket> organisations = buckets();
  private final Cache<String, Bucket> addresses = buckets();
  private final Map<Integer, Integer> inside = new ConcurrentHashMap<>();

  public Throttle(Limits limits) {
    this.limits = limits;
  }

  private static <K> Cache<K, Bucket> buckets() {
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(FORGOTTEN).build();
  }

  /**
   * Takes one request of a caller's and their organisation's allowance.
   *
   * @throws ProblemException of status 429 if there is none left
   */
  void take(String caller, int organisationId) {
    take(callers, caller, limits.tokenRate());
    take(organisations, organisationId, limits.organisationRate());
  }

  private <K> void take(Cache<K, Bucket> buckets, K key, int rate) {
    if (rate == 0) {
      return;
    }
    Bucket bucket = buckets.get(key, first -> bucket(rate * limits.burst(), rate, 1));
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw tooMany(probe.getNanosToWaitForRefill());
    }
  }

  private static Bucket bucket(int capacity, int rate, int seconds) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(capacity).refillGreedy(rate, Duration.ofSeconds(seconds)))
        .build();
  }

  /**
   * Lets one more request of an organisation in; each must {@link #leave} again.
   *
   * @throws ProblemException of status 429 if too many are inside
   */
  public void enter(int organisationId) {
    int now = inside.merge(organisationId, 1, Integer::sum);
    if (limits.concurrent() > 0 && now > limits.concurrent()) {
      leave(organisationId);
      throw tooMany(0);
    }
  }

  /** Lets a request out. */
  public void leave(int organisationId) {
    inside.computeIfPresent(organisationId, (id, count) -> count == 1 ? null : count - 1);
  }

  /**
   * Refuses to look at what an address shows that has shown too much that was worth nothing.
   *
   * @throws ProblemException of status 429
   */
  void requireTrustOf(String address) {
    Bucket failures = addresses.getIfPresent(address);
    if (failures != null && failures.getAvailableTokens() == 0) {
      throw tooMany(TimeUnit.SECONDS.toNanos(1));
    }
  }

  /** Notes that what an address showed was worth nothing. */
  void failed(String address) {
    if (limits.failures() > 0) {
      addresses
          .get(address, first -> bucket(limits.failures(), limits.failures(), 60))
          .tryConsume(1);
    }
  }

  private static ProblemException tooMany(long nanosToWait) {
    long seconds = Math.max(1, Duration.ofNanos(nanosToWait).plusMillis(999).toSeconds());
    return new ProblemException(
        Problem.of(ProblemType.TOO_MANY_REQUESTS)
            .withHeader("Retry-After", Long.toString(seconds)));
  }
}
