package io.fallow.scheduler.api.auth;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.scheduler.membership.ApiKey;
import io.fallow.scheduler.membership.KeySecret;
import io.fallow.scheduler.membership.KnownKeys;
import io.fallow.telemetry.work.BoundedWorkers;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells from what a request shows, a person's token or a program's key, who sent it. What was shown
 * a moment ago is known at once; all else is looked at on workers of its own, and not more often
 * for one address than it may fail.
 */
public final class BearerAuthentication {

  private static final String SCHEME = "Bearer ";
  private static final int LONGEST_TOKEN = 7 * 1024;

  private final TokenVerifier verifier;
  private final KnownKeys keys;
  private final BoundedWorkers workers;
  private final Throttle throttle;
  private final Clock clock;

  /** Believes tokens of this trust, by this clock. */
  public BearerAuthentication(
      TokenTrust trust, KnownKeys keys, BoundedWorkers workers, Throttle throttle, Clock clock) {
    this.verifier = new TokenVerifier(trust, clock);
    this.keys = keys;
    this.workers = workers;
    this.throttle = throttle;
    this.clock = clock;
  }

  /** Who sent a request; fails with a {@link ProblemException} of status 401, 429 or 503. */
  Future<Identity> identify(RoutingContext ctx) {
    Optional<String> token = token(ctx);
    if (token.isEmpty()) {
      return Future.failedFuture(new ProblemException(missing()));
    }
    return Future.succeededFuture(token.get())
        .compose(shown -> identify(shown, ctx.request().remoteAddress().hostAddress()));
  }

  private Future<Identity> identify(String shown, String address) {
    Optional<Identity> known =
        KeySecret.isLike(shown)
            ? keys.known(shown).flatMap(key -> key).map(this::program)
            : verifier.known(shown).map(person -> person);
    if (known.isPresent()) {
      return Future.succeededFuture(known.get());
    }
    throttle.requireTrustOf(address);
    return workers.run(() -> find(shown)).onFailure(failure -> note(failure, address));
  }

  /** That it couldn't be found out is not the fault of who showed it. */
  private void note(Throwable failure, String address) {
    if (failure instanceof ProblemException refused && refused.problem().type().status() == 401) {
      throttle.failed(address);
    }
  }

  private Identity find(String shown) {
    return KeySecret.isLike(shown)
        ? program(keys.used(shown, clock.instant()).orElseThrow(BearerAuthentication::unknownKey))
        : verifier.verify(shown);
  }

  private Identity program(ApiKey key) {
    if (!key.isGood(clock.instant())) {
      throw unknownKey();
    }
    return new Identity.Program(key);
  }

  /** Whether a key that was good still is. Blocks. */
  boolean isStillGood(ApiKey key) {
    Instant now = clock.instant();
    return keys.of(key.organisationId(), now).stream()
        .anyMatch(each -> each.id().equals(key.id()) && each.isGood(now));
  }

  private static ProblemException unknownKey() {
    return TokenVerifier.invalid("the key is unknown, revoked or expired");
  }

  /** Of several it can't be known which was meant, and a proxy may have looked at another. */
  private static Optional<String> token(RoutingContext ctx) {
    List<String> headers = ctx.request().headers().getAll("Authorization");
    return Optional.of(headers)
        .filter(given -> given.size() == 1)
        .map(given -> given.get(0))
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> header.substring(SCHEME.length()).strip())
        .filter(text -> !text.isEmpty() && text.length() <= LONGEST_TOKEN);
  }

  private static Problem missing() {
    return Problem.of(ProblemType.TOKEN_MISSING)
        .withHeader("WWW-Authenticate", "Bearer realm=\"fallow\"");
  }
}
