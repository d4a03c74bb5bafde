package io.fallow.scheduler.api.telling;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.fallow.scheduler.api.ApiWorld;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A receiver of webhooks, which answers as it is told and remembers what came. */
final class Receiver implements AutoCloseable {

  /** A request, as a receiver verifies it. */
  record Received(Map<String, List<String>> headers, String body) {

    String id() {
      return headers.get("webhook-id").get(0);
    }

    JsonObject json() {
      return new JsonObject(body);
    }

    boolean isSignedWith(String secret) {
      try {
        new Webhook(secret).verify(body, headers);
        return true;
      } catch (WebhookVerificationException refused) {
        return false;
      } catch (Exception broken) {
        throw new IllegalStateException(broken);
      }
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Consumer<HttpServerRequest> answer = request -> request.response().end("thanks");

  Receiver() {
    server =
        ApiWorld.settled(
            vertx.createHttpServer().requestHandler(this::receive).listen(0, "127.0.0.1"));
  }

  private void receive(HttpServerRequest request) {
    request.body().onSuccess(body -> note(request, body));
  }

  private void note(HttpServerRequest request, Buffer body) {
    Map<String, List<String>> headers = new HashMap<>();
    request
        .headers()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    received.add(new Received(headers, body.toString()));
    answer.accept(request);
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/hook?who=lena";
  }

  void answers(Consumer<HttpServerRequest> next) {
    answer = next;
  }

  List<Received> received() {
    return received;
  }

  @Override
  public void close() {
    ApiWorld.settled(vertx.close());
  }
}
