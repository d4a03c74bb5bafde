package io.fallow.scheduler.api.auth;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Lets a request through if it carries a valid bearer token, and notes who calls. */
public final class BearerAuthentication implements Handler<RoutingContext> {

  private static final String KEY = TokenVerifier.Valid.class.getName();
  private static final String SCHEME = "Bearer ";
  private static final int LONGEST_TOKEN = 4096;

  private final TokenVerifier verifier;

  /** Believes tokens of this trust, by this clock. */
  public BearerAuthentication(Vertx vertx, TokenTrust trust, Clock clock) {
    this.verifier = new TokenVerifier(vertx, trust, clock);
  }

  /** Who calls, behind this handler. */
  public static Caller caller(RoutingContext ctx) {
    return valid(ctx).caller();
  }

  /** When the token of who calls expires, behind this handler. */
  public static Instant validUntil(RoutingContext ctx) {
    return valid(ctx).until();
  }

  private static TokenVerifier.Valid valid(RoutingContext ctx) {
    return ctx.get(KEY);
  }

  @Override
  public void handle(RoutingContext ctx) {
    Optional<String> token =
        Optional.ofNullable(ctx.request().getHeader("Authorization"))
            .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(header -> header.substring(SCHEME.length()).strip())
            .filter(text -> !text.isEmpty() && text.length() <= LONGEST_TOKEN);
    if (token.isEmpty()) {
      ctx.fail(new ProblemException(missing()));
      return;
    }
    verifier
        .verify(token.get())
        .onSuccess(
            valid -> {
              ctx.put(KEY, valid);
              ctx.next();
            })
        .onFailure(ctx::fail);
  }

  private static Problem missing() {
    return Problem.of(ProblemType.TOKEN_MISSING)
        .withHeader("WWW-Authenticate", "Bearer realm=\"fallow\"");
  }
}
