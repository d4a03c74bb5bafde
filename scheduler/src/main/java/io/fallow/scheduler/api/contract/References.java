package io.fallow.scheduler.api.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;

/** Puts in the place of each {@code $ref} of a document what it refers to. No cycles. */
record References(JsonObject document) {

  JsonObject resolved(JsonObject object) {
    String reference = object.getString("$ref");
    if (reference != null) {
      Object target = JsonPointer.from(reference.substring(1)).queryJson(document);
      return resolved((JsonObject) target);
    }
    JsonObject whole = new JsonObject();
    object.forEach(member -> whole.put(member.getKey(), resolvedValue(member.getValue())));
    return whole;
  }

  private Object resolvedValue(Object value) {
    if (value instanceof JsonObject object) {
      return resolved(object);
    }
    if (value instanceof JsonArray array) {
      JsonArray whole = new JsonArray();
      array.forEach(item -> whole.add(resolvedValue(item)));
      return whole;
    }
    return value;
  }
}
