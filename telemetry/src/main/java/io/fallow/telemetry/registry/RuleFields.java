package io.fallow.telemetry.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields of a rule's JSON form; remembers which were asked for. Refuses, with an {@link
 * IllegalArgumentException}, fields of another type.
 */
final class RuleFields {

  private final JsonNode node;
  private final Set<String> known = new HashSet<>();

  RuleFields(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("an activity rule is a JSON object");
    }
    this.node = node;
  }

  private Optional<JsonNode> field(String name) {
    known.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private static <T> T required(Optional<T> value, String name) {
    return value.orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }

  private static JsonNode require(boolean valid, JsonNode value, String name, String what) {
    if (!valid) {
      throw new IllegalArgumentException(name + " is " + what + ", not " + value);
    }
    return value;
  }

  String text(String name) {
    JsonNode value = required(field(name), name);
    return require(value.isTextual(), value, name, "a text").textValue();
  }

  double number(String name) {
    JsonNode value = required(field(name), name);
    return require(value.isNumber(), value, name, "a number").doubleValue();
  }

  OptionalDouble optionalNumber(String name) {
    return field(name).isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(number(name));
  }

  OptionalLong optionalCount(String name) {
    Optional<JsonNode> value = field(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    boolean valid = value.get().isIntegralNumber() && value.get().canConvertToLong();
    return OptionalLong.of(require(valid, value.get(), name, "a whole number").longValue());
  }

  Duration duration(String name) {
    return required(optionalDuration(name), name);
  }

  Optional<Duration> optionalDuration(String name) {
    if (field(name).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.parse(text(name)));
    } catch (DateTimeParseException failure) {
      throw new IllegalArgumentException(name + " is a duration such as PT5M", failure);
    }
  }

  /** Refuses a rule with other fields than were asked for. */
  void refuseOthers() {
    Set<String> others = new TreeSet<>();
    node.fieldNames().forEachRemaining(others::add);
    others.removeAll(known);
    if (!others.isEmpty()) {
      throw new IllegalArgumentException("this kind of activity rule has no " + others);
    }
  }
}
