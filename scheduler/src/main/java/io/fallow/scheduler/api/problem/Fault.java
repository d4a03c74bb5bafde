package io.fallow.scheduler.api.problem;

import io.vertx.core.json.JsonObject;

/**
 * One thing that is wrong with a request.
 *
 * @param in {@code path}, {@code query}, {@code header} or {@code body}
 * @param name of the parameter or field; empty for the whole
 * @param code stable: {@code missing}, {@code unknown}, {@code repeated}, {@code malformed}, {@code
 *     type}, {@code format}, {@code range}, {@code length}, {@code choice}, {@code order}
 * @param message in plain words
 */
public record Fault(String in, String name, String code, String message) {

  JsonObject toJson() {
    return new JsonObject()
        .put("in", in)
        .put("name", name)
        .put("code", code)
        .put("message", message);
  }
}
