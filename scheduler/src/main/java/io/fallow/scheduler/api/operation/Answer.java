package io.fallow.scheduler.api.operation;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an operation answers, complete.
 *
 * @param takeover writes the response itself, on the event loop, instead of all the rest
 */
public record Answer(
    int status,
    String mediaType,
    Buffer body,
    Map<String, String> headers,
    Optional<Handler<RoutingContext>> takeover) {

  /** Takes a copy of the headers. */
  public Answer {
    headers = Map.copyOf(headers);
  }

  /** A whole body. */
  public Answer(int status, String mediaType, Buffer body, Map<String, String> headers) {
    this(status, mediaType, body, headers, Optional.empty());
  }

  /** An answer that goes on for longer than a body does. */
  public static Answer takenOver(Handler<RoutingContext> takeover) {
    return new Answer(200, "", Buffer.buffer(), Map.of(), Optional.of(takeover));
  }

  /** 200 with a JSON body. */
  public static Answer ok(JsonObject body) {
    return new Answer(200, "application/json", body.toBuffer(), Map.of());
  }

  /** 201 with a JSON body and the place of what was created. */
  public static Answer created(String location, JsonObject body) {
    return new Answer(201, "application/json", body.toBuffer(), Map.of("Location", location));
  }

  /** 200 with text for people. */
  public static Answer text(String body) {
    return new Answer(200, "text/plain; charset=utf-8", Buffer.buffer(body), Map.of());
  }

  /** 204: done, and nothing to say. */
  public static Answer noContent() {
    return new Answer(204, "", Buffer.buffer(), Map.of());
  }

  /** The same answer with one more header. */
  public Answer withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, mediaType, body, more, takeover);
  }
}
