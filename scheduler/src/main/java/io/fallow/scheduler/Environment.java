package io.fallow.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads environment variables and keeps what was wrong with each. Never repeats a value. */
final class Environment {

  private final Map<String, String> env;
  private final List<String> faults = new ArrayList<>();

  Environment(Map<String, String> env) {
    this.env = Map.copyOf(env);
  }

  void fault(String message) {
    faults.add(message);
  }

  void orThrow() {
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
  }

  void refuseUnknown(Set<String> names) {
    for (String name : new TreeSet<>(env.keySet())) {
      if (name.startsWith("FALLOW_") && !names.contains(name)) {
        fault(
            "%s is unknown; there are %s".formatted(name, String.join(", ", new TreeSet<>(names))));
      }
    }
  }

  boolean isSet(String name) {
    return text(name).isPresent();
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(env.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** The value, or an empty text and a fault. */
  String required(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      fault(name + " is needed");
    }
    return text.orElse("");
  }

  int number(String name, int otherwise, int least, int most) {
    return parsed(name, text -> within(Integer.parseInt(text), least, most)).orElse(otherwise);
  }

  private static int within(int number, int least, int most) {
    if (number < least || number > most) {
      throw new IllegalArgumentException("must be " + least + " to " + most);
    }
    return number;
  }

  <T> Optional<T> parsed(String name, Function<String, T> parse) {
    return text(name)
        .flatMap(
            text -> {
              try {
                return Optional.of(parse.apply(text));
              } catch (NumberFormatException notANumber) {
                fault(name + " must be a whole number");
              } catch (IllegalArgumentException wrong) {
                fault(name + " " + wrong.getMessage());
              }
              return Optional.empty();
            });
  }

  /** What is made of several values, or a fault. */
  <T> Optional<T> checked(Supplier<T> made) {
    try {
      return Optional.of(made.get());
    } catch (IllegalArgumentException wrong) {
      fault(wrong.getMessage());
      return Optional.empty();
    }
  }
}
