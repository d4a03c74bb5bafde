package io.fallow.scheduler.calendar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The properties of an event in an iCalendar file, as they are written. */
final class IcsEvent {

  private final Map<String, List<String>> properties = new LinkedHashMap<>();

  void add(String name, String value) {
    properties.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  boolean has(String name) {
    return properties.containsKey(name);
  }

  /** The first value of a property. */
  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  List<String> all(String name) {
    return properties.getOrDefault(name, List.of());
  }
}
