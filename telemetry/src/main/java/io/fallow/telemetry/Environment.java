package io.fallow.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads environment variables and collects what is wrong with them, so that all faults are told at
 * once. Never repeats a value: it may be a secret. A blank variable counts as none. For every
 * process of Fallow's: names that no process knows are faults, see {@link KnownVariables}.
 */
public final class Environment {

  private final Map<String, String> variables;
  private final List<String> faults = new ArrayList<>();

  /** Reads from these variables, and notes a fault of each whose name is nobody's. */
  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
    variables.keySet().stream()
        .sorted()
        .map(KnownVariables::fault)
        .flatMap(Optional::stream)
        .forEach(faults::add);
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

  /** Whether there is a value. */
  public boolean isSet(String name) {
    return text(name).isPresent();
  }

  /**
   * The value, if there is one.
   *
   * @throws IllegalArgumentException for a name that {@link KnownVariables} lacks
   */
  public Optional<String> text(String name) {
    if (!KnownVariables.contains(name)) {
      throw new IllegalArgumentException(name + " is not among the known variables");
    }
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

  /** What is made of several values; its {@link IllegalArgumentException} is a fault. */
  public <T> Optional<T> checked(Supplier<T> made) {
    try {
      return Optional.of(made.get());
    } catch (IllegalArgumentException wrong) {
      fault(wrong.getMessage());
      return Optional.empty();
    }
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
