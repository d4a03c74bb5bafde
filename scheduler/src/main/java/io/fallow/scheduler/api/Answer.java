package io.fallow.scheduler.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What an operation answers, complete. */
record Answer(int status, String mediaType, Buffer body, Map<String, String> headers) {

  static Answer ok(JsonObject body) {
    return new Answer(200, "application/json", body.toBuffer(), Map.of());
  }

  static Answer created(String location, JsonObject body) {
    return new Answer(201, "application/json", body.toBuffer(), Map.of("Location", location));
  }

  static Answer text(String body) {
    return new Answer(200, "text/plain; charset=utf-8", Buffer.buffer(body), Map.of());
  }
}
