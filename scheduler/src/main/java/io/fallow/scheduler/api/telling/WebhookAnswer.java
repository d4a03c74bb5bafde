package io.fallow.scheduler.api.telling;

import io.fallow.scheduler.telling.webhook.Attempt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for the answer to one message, and takes no more of it than people look at: then, or when
 * its time is up, the connection is dropped.
 */
final class WebhookAnswer {

  private static final int BEGINNING = 1_000; // bytes
  private static final int LONGEST_NUMBER = 9; // digits of Retry-After

  private final Promise<Attempt> attempt = Promise.promise();
  private final Buffer body = Buffer.buffer();
  private Optional<HttpClientRequest> request = Optional.empty();
  private Optional<HttpClientResponse> response = Optional.empty();

  /** What came of it. */
  Future<Attempt> attempt() {
    return attempt.future();
  }

  /** Sends the request and waits. */
  synchronized void await(HttpClientRequest connected, Buffer message) {
    request = Optional.of(connected);
    if (attempt.future().isComplete()) {
      connected.reset();
      return;
    }
    connected.response().onFailure(this::failed).onSuccess(this::begun);
    connected.end(message).onFailure(this::failed);
  }

  private synchronized void begun(HttpClientResponse answer) {
    response = Optional.of(answer);
    answer.handler(this::read);
    answer.exceptionHandler(cut -> finish());
    answer.endHandler(end -> finish());
  }

  private synchronized void read(Buffer chunk) {
    body.appendBuffer(chunk, 0, Math.min(chunk.length(), BEGINNING - body.length()));
    if (body.length() == BEGINNING) {
      finish();
      drop();
    }
  }

  private synchronized void finish() {
    response.ifPresent(
        answer ->
            attempt.tryComplete(new Attempt.Answered(answer.statusCode(), text(), wish(answer))));
  }

  /** Without the zero bytes that the database can't store as text. */
  private String text() {
    return body.toString(StandardCharsets.UTF_8).replace("\u0000", "");
  }

  private static Optional<Duration> wish(HttpClientResponse answer) {
    return Optional.ofNullable(answer.getHeader("Retry-After"))
        .map(String::strip)
        .filter(text -> text.length() <= LONGEST_NUMBER && text.matches("[0-9]+"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  void failed(Throwable failure) {
    String reason = failure.getMessage();
    attempt.tryComplete(
        new Attempt.Failed(reason == null ? failure.getClass().getSimpleName() : reason));
  }

  /** Ends the wait; an answer that has begun counts as it is. */
  synchronized void tooLate(Duration longest) {
    finish();
    attempt.tryComplete(new Attempt.Failed("no answer within " + longest.toSeconds() + " s"));
    drop();
  }

  private void drop() {
    request.ifPresent(HttpClientRequest::reset);
  }
}
