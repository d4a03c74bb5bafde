package io.fallow.gateway.source.mtconnect;

import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one device, or one path of its controller, is known to do, observation by observation. Not
 * safe for several threads.
 *
 * <p>The rules, first that applies (MTConnect Part 3, Availability, EmergencyStop, Execution,
 * Condition, PowerState): unavailable is {@code UNKNOWN}; an emergency stop is {@code FAULT};
 * execution active is {@code IN_USE}; a condition at level fault is {@code FAULT}; power off is
 * {@code OFF}; any other execution is {@code STANDBY}; without an execution nobody knows. Of
 * several paths one that is active is enough, and one that nobody knows of may be it: such a
 * machine is not said to be idle.
 */
final class Machine {

  private static final Map<String, Activity> EXECUTIONS =
      Map.ofEntries(
          Map.entry("ACTIVE", Activity.IN_USE),
          Map.entry("READY", Activity.STANDBY),
          Map.entry("STOPPED", Activity.STANDBY),
          Map.entry("INTERRUPTED", Activity.STANDBY),
          Map.entry("FEED_HOLD", Activity.STANDBY),
          Map.entry("WAIT", Activity.STANDBY),
          Map.entry("OPTIONAL_STOP", Activity.STANDBY),
          Map.entry("PROGRAM_STOPPED", Activity.STANDBY),
          Map.entry("PROGRAM_OPTIONAL_STOP", Activity.STANDBY),
          Map.entry("PROGRAM_COMPLETED", Activity.STANDBY),
          Map.entry("IDLE", Activity.STANDBY), // of agents before version 1.2
          Map.entry("FAULT", Activity.FAULT));

  private final String device;
  private final Optional<String> path;
  private final String asset;
  private final Map<String, Activity> own;
  private final Optional<Gauge> power;
  private final Optional<Gauge> counter;
  private final Set<Fault> faults = new HashSet<>();
  private final Set<String> stops = new HashSet<>(); // emergency stops that are triggered
  private final Set<String> off = new HashSet<>(); // powers that are off
  private final Map<String, String> executions = new TreeMap<>(); // by component
  private String availability = ""; // agents of version 1.0 don't tell

  private record Fault(String dataItem, String code) {}

  /**
   * Of which nothing is known yet.
   *
   * @param device its name or uuid
   * @param path the name or id of the controller's path whose execution counts; empty: any
   * @param own what executions mean here, in small letters; others mean what the standard says
   */
  Machine(
      String device,
      Optional<String> path,
      String asset,
      Map<String, Activity> own,
      Optional<Gauge> power,
      Optional<Gauge> counter) {
    this.device = device;
    this.path = path;
    this.asset = asset;
    this.own = Map.copyOf(own);
    this.power = power;
    this.counter = counter;
  }

  String device() {
    return device;
  }

  /** Everything that was known may have changed unseen. */
  void forget() {
    faults.clear();
    executions.clear();
    stops.clear();
    off.clear();
    availability = "";
    power.ifPresent(Gauge::forget);
    counter.ifPresent(Gauge::forget);
  }

  /**
   * Takes note; whether it may have changed what is known.
   *
   * @throws SourceException if it is the power or the count, and garbage: it is unknown now
   */
  boolean notes(Observation each) throws SourceException {
    if (!each.isOf(device)) {
      return false;
    }
    if (each.condition()) {
      return notesCondition(each);
    }
    if (power.isPresent() && power.get().isOf(each)) {
      power.get().notes(each);
      return true;
    }
    if (counter.isPresent() && counter.get().isOf(each)) {
      counter.get().notes(each);
      return true;
    }
    return notesEvent(each);
  }

  private boolean notesEvent(Observation each) {
    switch (each.element()) {
      case "Availability" -> availability = each.value();
      case "EmergencyStop" -> keep(stops, each.dataItem(), each.value().equals("TRIGGERED"));
      case "PowerState", "PowerStatus" -> keep(off, each.dataItem(), each.value().equals("OFF"));
      case "Execution" -> {
        if (path.isPresent() && !each.isOfComponent(path.get())) {
          return false;
        }
        executions.put(each.componentId() + " " + each.component(), each.value());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void keep(Set<String> items, String item, boolean kept) {
    if (kept) {
      items.add(item);
    } else {
      items.remove(item);
    }
  }

  /** A fault stands until its code, or its data item as a whole, is at another level. */
  private boolean notesCondition(Observation each) {
    if (each.element().equals("Fault")) {
      return faults.add(new Fault(each.dataItem(), each.code()));
    }
    boolean ofAll = each.code().isEmpty() && !each.element().equals("Warning");
    return faults.removeIf(
        fault ->
            fault.dataItem().equals(each.dataItem())
                && (ofAll || fault.code().equals(each.code())));
  }

  /** What it does. */
  Activity activity() {
    if (availability.equals(Observation.UNAVAILABLE)) {
      return Activity.UNKNOWN;
    }
    if (!stops.isEmpty()) {
      return Activity.FAULT;
    }
    List<Activity> meant = executions.values().stream().map(this::meaning).distinct().toList();
    if (meant.contains(Activity.IN_USE)) {
      return Activity.IN_USE;
    }
    if (!faults.isEmpty() || meant.contains(Activity.FAULT)) {
      return Activity.FAULT;
    }
    if (!off.isEmpty() || meant.contains(Activity.OFF)) {
      return Activity.OFF;
    }
    return meant.equals(List.of(Activity.STANDBY)) ? Activity.STANDBY : Activity.UNKNOWN;
  }

  private Activity meaning(String execution) {
    Activity meant = own.get(execution.toLowerCase(Locale.ROOT));
    return meant != null ? meant : EXECUTIONS.getOrDefault(execution, Activity.UNKNOWN);
  }

  /** What is known of it, as a reading. */
  Reading at(Instant time) {
    return new Reading(
        asset,
        time,
        Optional.of(activity()),
        power.flatMap(Gauge::said).map(Reading::powerW).orElse(OptionalDouble.empty()),
        counter.flatMap(Gauge::said).map(Reading::counter).orElse(OptionalLong.empty()));
  }
}
