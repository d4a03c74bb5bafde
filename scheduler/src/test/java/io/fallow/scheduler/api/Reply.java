package io.fallow.scheduler.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;

/** A response, as tests look at it. */
public record Reply(HttpResponse<String> response) {

  public int status() {
    return response.statusCode();
  }

  public String text() {
    return response.body();
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public JsonObject json() {
    return new JsonObject(response.body());
  }

  public String code() {
    return json().getString("code");
  }

  public List<JsonObject> list(String name) {
    return json().getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast).toList();
  }

  /** The faults of a 400, as {@code query/from/missing}. */
  public List<String> errors() {
    return list("errors").stream()
        .map(e -> e.getString("in") + "/" + e.getString("name") + "/" + e.getString("code"))
        .toList();
  }
}
