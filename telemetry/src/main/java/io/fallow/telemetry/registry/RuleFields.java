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
import java.util.function.UnaryOperator;

/**
 * The fields of a rule's JSON form; remembers which were asked for, and what is wrong with them. A
 * faulty field reads as absent, or as some value of its type: so all fields are read first, and
 * nothing is made of them before {@link #orThrow}.
 */
final class RuleFields {

  private final JsonNode node;
  private final UnaryOperator<Duration> gaps;
  private final Set<String> known = new HashSet<>();
  private final RuleFaults faults = new RuleFaults();

  /** Fields whose gaps are put right by a function. */
  RuleFields(JsonNode node, UnaryOperator<Duration> gaps) {
    this.gaps = gaps;
    new RuleFaults().unless(node.isObject(), "an activity rule is a JSON object").orThrow();
    this.node = node;
  }

  private Optional<JsonNode> field(String name) {
    known.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /** Whether a field is there, faulty or not. */
  boolean has(String name) {
    return field(name).isPresent();
  }

  private Optional<JsonNode> required(String name) {
    Optional<JsonNode> value = field(name);
    faults.unless(value.isPresent(), name + " is missing");
    return value;
  }

  private boolean valid(boolean valid, JsonNode value, String name, String what) {
    faults.unless(valid, name + " is " + what + ", not " + shown(value.toString()));
    return valid;
  }

  private static String shown(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  /** The text of a field that must be there; of another value its JSON form. */
  String text(String name) {
    return required(name)
        .map(value -> value.isTextual() ? value.textValue() : value.toString())
        .orElse("");
  }

  double number(String name) {
    return required(name).isPresent() ? optionalNumber(name).orElse(0) : 0;
  }

  OptionalDouble optionalNumber(String name) {
    Optional<JsonNode> number =
        field(name).filter(value -> valid(value.isNumber(), value, name, "a number"));
    return number.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(number.get().doubleValue());
  }

  OptionalLong optionalCount(String name) {
    Optional<JsonNode> count =
        field(name).filter(value -> valid(isCount(value), value, name, "a whole number"));
    return count.isEmpty() ? OptionalLong.empty() : OptionalLong.of(count.get().longValue());
  }

  private static boolean isCount(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong();
  }

  /** A length of time without a reading, or without a count; it must be there. */
  Duration gap(String name) {
    Optional<Duration> given =
        required(name).isPresent() ? optionalDuration(name) : Optional.empty();
    return gaps.apply(given.orElse(Duration.ZERO));
  }

  Optional<Duration> optionalDuration(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.parse(node.get(name).asText()));
    } catch (DateTimeParseException failure) {
      faults.add(name + " is a duration such as PT5M");
      return Optional.empty();
    }
  }

  /** What to throw where the kind is none, so that it can't be said which fields it has. */
  InvalidRuleException ofNoKind(String kind) {
    return faults
        .unless(!has("kind"), "kind is reported, power or counter, not " + shown(kind))
        .refusal();
  }

  /** Adds what is wrong with several fields together. */
  void require(boolean right, String fault) {
    faults.unless(right, fault);
  }

  /**
   * Refuses a rule with faults, or with other fields than were asked for.
   *
   * @throws InvalidRuleException with all that is wrong
   */
  void orThrow() {
    Set<String> others = new TreeSet<>();
    node.fieldNames().forEachRemaining(others::add);
    others.removeAll(known);
    require(others.isEmpty(), "this kind of activity rule has no " + others);
    faults.orThrow();
  }
}
