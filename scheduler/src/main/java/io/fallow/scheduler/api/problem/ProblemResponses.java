package io.fallow.scheduler.api.problem;

import io.fallow.telemetry.store.StoreException;
import io.fallow.telemetry.work.OverloadedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place in which failures become responses. What is nobody's fault but ours is logged under
 * an incident number, and the response tells that number and nothing else.
 */
public final class ProblemResponses {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);

  private static final Map<Integer, ProblemType> BY_STATUS =
      Map.of(
          400, ProblemType.INVALID_REQUEST,
          401, ProblemType.TOKEN_MISSING,
          404, ProblemType.NOT_FOUND,
          405, ProblemType.METHOD_NOT_ALLOWED,
          406, ProblemType.NOT_ACCEPTABLE,
          413, ProblemType.TOO_LARGE,
          414, ProblemType.URI_TOO_LONG,
          415, ProblemType.UNSUPPORTED_MEDIA_TYPE,
          431, ProblemType.HEADERS_TOO_LARGE);

  private ProblemResponses() {}

  /**
   * Answers every failure of a router's routes with a problem.
   *
   * @param allowed the methods that a path knows, for its {@code Allow} header
   */
  public static void install(Router router, Function<String, String> allowed) {
    for (int status : BY_STATUS.keySet()) {
      router.errorHandler(status, ctx -> answer(ctx, status));
    }
    router.errorHandler(500, ctx -> answer(ctx, 500));
    router.errorHandler(
        405,
        ctx ->
            send(
                ctx,
                Problem.of(ProblemType.METHOD_NOT_ALLOWED)
                    .withHeader("Allow", allowed.apply(ctx.request().path()))));
  }

  private static void answer(RoutingContext ctx, int status) {
    send(ctx, ctx.failure() == null ? ofStatus(status) : of(ctx.failure(), status));
  }

  /** Ends the response with a problem, unless it has begun. */
  public static void send(RoutingContext ctx, Problem problem) {
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    problem.headers().forEach(response::putHeader);
    response
        .setStatusCode(problem.type().status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .putHeader("Cache-Control", "no-store")
        .end(problem.toJson().toBuffer());
  }

  /** The problem that a failure is. */
  public static Problem of(Throwable failure) {
    return of(failure, 500);
  }

  private static Problem of(Throwable failure, int status) {
    if (failure instanceof ProblemException known) {
      return known.problem();
    }
    if (failure instanceof OverloadedException) {
      return retryLater(ProblemType.OVERLOADED, 1);
    }
    if (failure instanceof StoreException.Unavailable) {
      LOG.warn("the database can't be reached: {}", failure.getMessage());
      return retryLater(ProblemType.DATABASE_UNAVAILABLE, 5);
    }
    if (failure instanceof StoreException.Overloaded
        || failure instanceof StoreException.Retryable) {
      LOG.warn("the database is overloaded: {}", failure.getMessage());
      return retryLater(ProblemType.OVERLOADED, 1);
    }
    if (BY_STATUS.containsKey(status)) {
      return ofStatus(status);
    }
    return internal(failure);
  }

  /** A problem that passes by itself. */
  private static Problem retryLater(ProblemType type, int seconds) {
    return Problem.of(type).withHeader("Retry-After", Integer.toString(seconds));
  }

  private static Problem ofStatus(int status) {
    ProblemType type = BY_STATUS.get(status);
    return type == null ? Problem.of(ProblemType.INTERNAL) : Problem.of(type);
  }

  private static Problem internal(Throwable failure) {
    String incident = UUID.randomUUID().toString();
    LOG.error("incident {}", incident, failure);
    return Problem.of(ProblemType.INTERNAL).with("incident", incident);
  }
}
