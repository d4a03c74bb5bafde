package io.fallow.scheduler.api.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.TreeMap;

/** Writes JSON with the names of each object in order. */
final class CanonicalJson {

  private CanonicalJson() {}

  static String of(JsonObject object) {
    return sorted(object).encode();
  }

  private static JsonObject sorted(JsonObject object) {
    JsonObject sorted = new JsonObject(new TreeMap<>());
    object.forEach(member -> sorted.put(member.getKey(), sortedValue(member.getValue())));
    return sorted;
  }

  private static Object sortedValue(Object value) {
    if (value instanceof JsonObject object) {
      return sorted(object);
    }
    if (value instanceof JsonArray array) {
      JsonArray sorted = new JsonArray();
      array.forEach(item -> sorted.add(sortedValue(item)));
      return sorted;
    }
    return value;
  }
}
