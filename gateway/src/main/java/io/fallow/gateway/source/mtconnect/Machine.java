package io.fallow.gateway.source.mtconnect;

import io.fallow.gateway.source.Snapshot;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.source.Target;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * several paths one that is active is enough.
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
  private final Optional<Item> power;
  private final Optional<Item> counter;
  private final Set<Fault> faults = new HashSet<>();
  private final Map<String, String> executions = new TreeMap<>(); // by component
  private String availability = ""; // agents of version 1.0 don't tell
  private Instant changedAt = Instant.EPOCH;
  private boolean stopped;
  private boolean off;
  private Optional<Observation> lastPower = Optional.empty();
  private Optional<Observation> lastCount = Optional.empty();

  private record Fault(String dataItem, String code) {}

  /** A data item whose value is of use, by its id or name. */
  record Item(String item, Target target) {}

  /**
   * Of which nothing is known yet.
   *
   * @param device its name or uuid
   * @param path the name of the controller's path whose execution counts; empty: any
   * @param own what executions mean here, in small letters; others mean what the standard says
   */
  Machine(
      String device,
      Optional<String> path,
      String asset,
      Map<String, Activity> own,
      Optional<Item> power,
      Optional<Item> counter) {
    this.device = device;
    this.path = path;
    this.asset = asset;
    this.own = Map.copyOf(own);
    this.power = power;
    this.counter = counter;
  }

  /** When it was last told of. */
  Instant changedAt() {
    return changedAt;
  }

  /** It is being told of. */
  void changed(Instant time) {
    changedAt = time.isAfter(changedAt) ? time : changedAt;
  }

  String device() {
    return device;
  }

  /** Everything that was known may have changed unseen. */
  void forget() {
    faults.clear();
    executions.clear();
    availability = "";
    stopped = false;
    off = false;
    lastPower = Optional.empty();
    lastCount = Optional.empty();
  }

  /** Takes note; whether it may have changed what is known. */
  boolean notes(Observation each) {
    if (!each.isOf(device)) {
      return false;
    }
    if (each.condition()) {
      return notesCondition(each);
    }
    if (power.isPresent() && each.isItem(power.get().item())) {
      lastPower = Optional.of(each);
      return true;
    }
    if (counter.isPresent() && each.isItem(counter.get().item())) {
      lastCount = Optional.of(each);
      return true;
    }
    return notesEvent(each);
  }

  private boolean notesEvent(Observation each) {
    switch (each.element()) {
      case "Availability" -> availability = each.value();
      case "EmergencyStop" -> stopped = each.value().equals("TRIGGERED");
      case "PowerState", "PowerStatus" -> off = each.value().equals("OFF");
      case "Execution" -> {
        if (path.isPresent() && !path.get().equals(each.component())) {
          return false;
        }
        executions.put(each.component(), each.value());
      }
      default -> {
        return false;
      }
    }
    return true;
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
    if (stopped) {
      return Activity.FAULT;
    }
    List<Activity> meant = executions.values().stream().map(this::meaning).distinct().toList();
    if (meant.contains(Activity.IN_USE)) {
      return Activity.IN_USE;
    }
    if (!faults.isEmpty() || meant.contains(Activity.FAULT)) {
      return Activity.FAULT;
    }
    if (off || meant.contains(Activity.OFF)) {
      return Activity.OFF;
    }
    return meant.contains(Activity.STANDBY) ? Activity.STANDBY : Activity.UNKNOWN;
  }

  private Activity meaning(String execution) {
    Activity meant = own.get(execution.toLowerCase(Locale.ROOT));
    return meant != null ? meant : EXECUTIONS.getOrDefault(execution, Activity.UNKNOWN);
  }

  /**
   * What is known of it, as a reading.
   *
   * @throws SourceException if its power or count is garbage; the activity counts all the same: ask
   *     {@link #activityAt}
   */
  Reading at(Instant time) throws SourceException {
    Snapshot snapshot = new Snapshot(time);
    put(power, lastPower, snapshot);
    put(counter, lastCount, snapshot);
    List<Reading> values = snapshot.readings();
    Reading activity = activityAt(time);
    return values.isEmpty()
        ? activity
        : new Reading(
            asset, time, activity.activity(), values.get(0).powerW(), values.get(0).counter());
  }

  Reading activityAt(Instant time) {
    return Reading.ofActivity(asset, time, activity());
  }

  private static void put(Optional<Item> item, Optional<Observation> last, Snapshot snapshot)
      throws SourceException {
    if (item.isPresent() && last.isPresent() && !last.get().isUnavailable()) {
      item.get().target().text(last.get().value(), snapshot);
    }
  }
}
