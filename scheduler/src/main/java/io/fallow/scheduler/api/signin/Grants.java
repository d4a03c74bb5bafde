package io.fallow.scheduler.api.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.auth.LocalPeople;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the local provider has granted and not yet seen again: codes, each good once and for a
 * minute, and what sessions are renewed by, each good once. Who shows a second time what renews a
 * session ends it, as then there are two who have it. In memory: a restart ends all of it. Safe for
 * any number of threads.
 */
final class Grants {

  private static final Duration CODES = Duration.ofMinutes(1);
  private static final Duration SESSIONS = LocalPeople.VALIDITY;
  private static final int MOST = 10_000;
  private static final int RANDOM_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Cache<String, Grant> codes;
  private final Cache<String, Session> sessions;

  Grants(Clock clock) {
    codes = cache(clock, CODES);
    sessions = cache(clock, SESSIONS);
  }

  private static <T> Cache<String, T> cache(Clock clock, Duration kept) {
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    return Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(kept).ticker(ticker).build();
  }

  /**
   * That somebody has signed in.
   *
   * @param redirectUri to which the code went
   * @param challenge the SHA-256 of what who redeems the code must know
   * @param nonce to be said again in the token
   */
  record Grant(Caller person, String redirectUri, String challenge, Optional<String> nonce) {}

  /**
   * That somebody stays signed in.
   *
   * @param renewal what renews it next
   */
  record Session(String id, Caller person, String renewal) {}

  /** A code for a grant. */
  String code(Grant grant) {
    String code = secret();
    codes.put(code, grant);
    return code;
  }

  /** What a code was for, the first time that it is shown. */
  Optional<Grant> redeem(String code) {
    return Optional.ofNullable(codes.asMap().remove(code));
  }

  Session begin(Caller person) {
    String id = secret();
    Session session = new Session(id, person, id + "." + secret());
    sessions.put(id, session);
    return session;
  }

  /** The session that this renews, with what will renew it next. */
  Optional<Session> renew(String renewal) {
    String id = renewal.substring(0, Math.max(0, renewal.indexOf('.')));
    return Optional.ofNullable(
        sessions
            .asMap()
            .computeIfPresent(
                id,
                (same, session) ->
                    session.renewal().equals(renewal)
                        ? new Session(id, session.person(), id + "." + secret())
                        : null));
  }

  void end(String session) {
    sessions.invalidate(session);
  }

  private String secret() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
