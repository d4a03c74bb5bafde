package io.fallow.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads environment variables and collects what is wrong with them, so that all faults are told at
 * once. Never repeats a value: it may be a secret. A blank variable counts as none.
 */
public final class Environment {

  private static final String OURS = "FALLOW_";

  private final Map<String, String> variables;
  private final List<String> faults = new ArrayList<>();

  /** Reads from these variables. */
  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** Notes a fault of every variable that begins with {@code FALLOW_} and is none of these. */
  public void refuseUnknown(Set<String> names) {
    for (String name : new TreeSet<>(variables.keySet())) {
      if (name.startsWith(OURS) && !names.contains(name)) {
        fault(name + " is unknown; there are " + String.join(", ", new TreeSet<>(names)));
      }
    }
  }

  /** Notes a fault. */
  public void fault(String message) {
    faults.add(message);
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigException when anything was wrong
   */
  public void orThrow() {
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
  }

  /** The value, if there is one. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** The value, or an empty text and a fault. */
  public String required(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      fault(name + " is needed");
    }
    return text.orElse("");
  }

  /** A whole number in a range, or {@code otherwise}. */
  public int number(String name, int otherwise, int least, int most) {
    return parsed(name, text -> within(text, least, most)).orElse(otherwise);
  }

  /** What {@code parse} makes of the value; its {@link IllegalArgumentException} is a fault. */
  public <T> Optional<T> parsed(String name, Function<String, T> parse) {
    return text(name)
        .flatMap(
            text -> {
              try {
                return Optional.of(parse.apply(text));
              } catch (IllegalArgumentException wrong) {
                fault(name + " " + wrong.getMessage());
                return Optional.empty();
              }
            });
  }

  private static int within(String text, int least, int most) {
    String rule = "must be a whole number from " + least + " to " + most;
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(rule, notANumber);
    }
    throw new IllegalArgumentException(rule);
  }
}
