package io.fallow.scheduler.api.auth;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Tells from the bearer token of a request who sent it. */
public final class BearerAuthentication {

  private static final String SCHEME = "Bearer ";
  private static final int LONGEST_TOKEN = 4096;

  private final TokenVerifier verifier;

  /** Believes tokens of this trust, by this clock. */
  public BearerAuthentication(Vertx vertx, TokenTrust trust, Clock clock) {
    this.verifier = new TokenVerifier(vertx, trust, clock);
  }

  /** Who sent a request; fails with a {@link ProblemException} of status 401. */
  Future<TokenVerifier.Valid> identify(RoutingContext ctx) {
    return token(ctx)
        .map(verifier::verify)
        .orElseGet(() -> Future.failedFuture(new ProblemException(missing())));
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
