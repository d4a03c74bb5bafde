package io.fallow.scheduler.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes of a stream what comes up to its first event, and hangs up: the rest never ends. */
final class FirstEvent implements BodySubscriber<String> {

  private final CompletableFuture<String> body = new CompletableFuture<>();
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private Flow.Subscription subscription;

  private FirstEvent() {}

  /** Takes the whole body, but of a stream. */
  static BodySubscriber<String> ofWhatNeverEnds(ResponseInfo response) {
    boolean stream =
        response
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.startsWith("text/event-stream"))
            .isPresent();
    return stream ? new FirstEvent() : BodySubscribers.ofString(UTF_8);
  }

  @Override
  public CompletionStage<String> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    begun.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      taken.writeBytes(bytes);
    }
    String text = taken.toString(UTF_8);
    int event = text.indexOf("\ndata: ");
    if (event >= 0 && text.indexOf("\n\n", event) >= 0) {
      subscription.cancel();
      body.complete(text);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(taken.toString(UTF_8));
  }
}
