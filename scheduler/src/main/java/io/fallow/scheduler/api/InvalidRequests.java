package io.fallow.scheduler.api;

import io.fallow.scheduler.api.problem.Problem;
import io.fallow.scheduler.api.problem.ProblemType;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/** Answers what is not HTTP, or too long for it, and so never reaches a route. */
final class InvalidRequests {

  private InvalidRequests() {}

  /** Answers with a problem and closes: where the next request would begin, nobody knows. */
  static void answer(HttpServerRequest request) {
    Problem problem = problem(request.decoderResult().cause());
    request
        .response()
        .setStatusCode(problem.type().status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .putHeader("Connection", "close")
        .end(problem.toJson().toBuffer())
        .onComplete(sent -> request.connection().close());
  }

  private static Problem problem(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return Problem.of(ProblemType.URI_TOO_LONG);
    }
    return cause instanceof TooLongHttpHeaderException
        ? Problem.of(ProblemType.HEADERS_TOO_LARGE)
        : Problem.of(ProblemType.INVALID_REQUEST, "The request is not well-formed HTTP.");
  }
}
