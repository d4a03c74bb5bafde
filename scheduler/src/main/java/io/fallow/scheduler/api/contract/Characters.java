package io.fallow.scheduler.api.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Tells text that can be kept as it is: the database has no character zero, and half of a surrogate
 * pair is none at all.
 */
final class Characters {

  private Characters() {}

  /**
   * Whether all text in a value of JSON can be kept. Objects in a list aren't looked at: what is
   * wrong with each is told by whoever reads them, one by one.
   */
  static boolean areKept(Object value) {
    if (value instanceof String text) {
      return text.codePoints().noneMatch(c -> c == 0 || isHalf(c));
    }
    if (value instanceof JsonArray array) {
      return array.stream().allMatch(element -> element instanceof JsonObject || areKept(element));
    }
    return !(value instanceof JsonObject object)
        || object.stream()
            .allMatch(member -> areKept(member.getKey()) && areKept(member.getValue()));
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
