package io.fallow.scheduler.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A JSON value of a policy and where it stands. Reading it as what it isn't gives nothing, and adds
 * to the faults why.
 *
 * @param name of the term, or of a part of it as {@code price.perHour}
 */
record Given(String name, JsonNode node, List<PolicyFault> faults) {

  /** Adds a fault of this value, and stands for the value that can't be had. */
  <T> Optional<T> fault(String code, String message) {
    faults.add(new PolicyFault(name, code, message));
    return Optional.empty();
  }

  /** A length of time in whole seconds, within bounds. */
  Optional<Duration> duration(Duration least, Duration most) {
    Optional<Duration> parsed = node.isTextual() ? parsed(node.textValue()) : Optional.empty();
    if (parsed.isEmpty()) {
      return fault("format", "must be an ISO-8601 duration in whole seconds, such as PT1H30M");
    }
    return within(parsed.get(), least, most, Durations::text);
  }

  private static Optional<Duration> parsed(String text) {
    try {
      return Optional.of(Duration.parse(text)).filter(Given::isWhole);
    } catch (DateTimeParseException | ArithmeticException failure) {
      return Optional.empty();
    }
  }

  private static boolean isWhole(Duration length) {
    return length.equals(length.truncatedTo(ChronoUnit.SECONDS));
  }

  /** A whole number within bounds. */
  Optional<Integer> count(int least, int most) {
    return node.isIntegralNumber() && node.canConvertToInt()
        ? within(node.intValue(), least, most, String::valueOf)
        : fault("type", "must be a whole number from " + least + " to " + most);
  }

  /** A number within bounds that has no more decimals than said. */
  Optional<BigDecimal> number(String least, String most, int decimals) {
    if (!node.isNumber()) {
      return fault("type", "must be a number");
    }
    BigDecimal number = node.decimalValue().stripTrailingZeros();
    if (number.scale() > decimals) {
      return fault("format", "must have at most " + decimals + " decimals");
    }
    return within(number, new BigDecimal(least), new BigDecimal(most), BigDecimal::toPlainString);
  }

  private <T extends Comparable<T>> Optional<T> within(
      T value, T least, T most, Function<T, String> words) {
    boolean within = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    return within
        ? Optional.of(value)
        : fault("range", "must be from " + words.apply(least) + " to " + words.apply(most));
  }

  Optional<Boolean> flag() {
    return node.isBoolean()
        ? Optional.of(node.booleanValue())
        : fault("type", "must be true or false");
  }

  /** A text that a pattern matches. */
  Optional<String> text(Pattern pattern, String expected) {
    return node.isTextual() && pattern.matcher(node.textValue()).matches()
        ? Optional.of(node.textValue())
        : fault("format", "must be " + expected);
  }

  /** One of some words, by what it stands for. */
  <T> Optional<T> choice(Map<String, T> choices) {
    return node.isTextual() && choices.containsKey(node.textValue())
        ? Optional.of(choices.get(node.textValue()))
        : fault("choice", "must be one of " + String.join(", ", choices.keySet()));
  }

  boolean is(String word) {
    return node.isTextual() && node.textValue().equals(word);
  }

  /** A list of at most so many values, each read in the same way. */
  <T> Optional<List<T>> list(int most, Function<Given, Optional<T>> each) {
    if (!node.isArray()) {
      return fault("type", "must be a list");
    }
    if (node.size() > most) {
      return fault("length", "must have at most " + most + " values");
    }
    List<T> values = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      each.apply(new Given(name + "[" + i + "]", node.get(i), faults)).ifPresent(values::add);
    }
    return values.size() == node.size() ? Optional.of(values) : Optional.empty();
  }

  /** The members of an object that are known, in the order given; none for anything else. */
  Map<String, Given> members(Set<String> known) {
    Map<String, Given> members = new LinkedHashMap<>();
    if (!node.isObject()) {
      fault("type", "must be an object");
      return members;
    }
    node.properties().forEach(member -> take(member.getKey(), member.getValue(), known, members));
    return members;
  }

  private void take(String key, JsonNode value, Set<String> known, Map<String, Given> members) {
    Given member = new Given(name.isEmpty() ? shown(key) : name + "." + shown(key), value, faults);
    if (!known.contains(key)) {
      member.fault("unknown", "is not known; known are " + String.join(", ", known));
    } else if (value.isNull()) {
      member.fault("type", "must not be null: leave it out instead");
    } else {
      members.put(key, member);
    }
  }

  private static String shown(String key) {
    return key.length() > 60 ? key.substring(0, 60) + "…" : key;
  }

  /** A member that has to be there, read in some way. */
  <T> Optional<T> required(
      Map<String, Given> members, String key, Function<Given, Optional<T>> reading) {
    if (members.containsKey(key)) {
      return reading.apply(members.get(key));
    }
    return node.isObject() && !node.has(key)
        ? new Given(name + "." + key, node, faults).fault("missing", "is required")
        : Optional.empty();
  }
}
