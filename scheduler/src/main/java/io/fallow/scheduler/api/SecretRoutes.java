package io.fallow.scheduler.api;

import io.fallow.scheduler.api.auth.Gate;
import io.fallow.scheduler.api.contract.ApiContract;
import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.api.operation.Answer;
import io.fallow.scheduler.api.operation.SecretEndpoint;
import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemException;
import io.fallow.scheduler.api.problem.ProblemType;
import io.fallow.telemetry.work.BoundedWorkers;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The contract's operations into which a secret lets that the request brings in its body. They have
 * threads of their own, so that who guesses keeps nobody else from being answered. All that is
 * wrong with a secret is answered alike, and after the same time: how long it took to find out
 * would tell whether there was something to find.
 */
final class SecretRoutes {

  private static final int LONGEST_BODY = 2_048;
  private static final Duration REFUSED_AFTER = Duration.ofMillis(250);

  private final ApiContract contract;
  private final Gate gate;
  private final BoundedWorkers workers;
  private final Clock clock;
  private final Map<String, SecretEndpoint> endpoints;
  private final BodyHandler body = BodyHandler.create(false).setBodyLimit(LONGEST_BODY);

  SecretRoutes(
      ApiContract contract,
      Gate gate,
      BoundedWorkers workers,
      Clock clock,
      Map<String, SecretEndpoint> endpoints) {
    this.contract = contract;
    this.gate = gate;
    this.workers = workers;
    this.clock = clock;
    this.endpoints = Map.copyOf(endpoints);
  }

  int size() {
    return endpoints.size();
  }

  /** Reads what a request brings, which may be little. */
  void readBody(RoutingContext ctx) {
    body.handle(ctx);
  }

  /** Answers a request whose body was read. */
  void serve(String operation, RoutingContext ctx) {
    long begun = System.nanoTime();
    Inputs inputs = contract.read(operation, ctx);
    SecretEndpoint endpoint = endpoints.get(operation);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    workers
        .run(() -> endpoint.answer(inputs, now))
        .onSuccess(answer -> answer(ctx, answer, begun))
        .onFailure(ctx::fail);
  }

  private void answer(RoutingContext ctx, Optional<Answer> answer, long begun) {
    if (answer.isPresent()) {
      ApiRoutes.send(ctx, answer.get());
      return;
    }
    gate.guessed(ctx);
    long left = REFUSED_AFTER.toMillis() - Duration.ofNanos(System.nanoTime() - begun).toMillis();
    ctx.vertx().setTimer(Math.max(1, left), due -> ctx.fail(refused()));
  }

  private static ProblemException refused() {
    return new ProblemException(Problem.of(ProblemType.ENROLMENT_REFUSED));
  }
}
