package io.fallow.gateway.source.mtconnect;

import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.wire.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A machine along its time: turns what an agent says into readings whose times only grow. An
 * adapter's clock may jump or run ahead; what it says afterwards counts from the last reading on,
 * and never later than the agent's document. Where the clock of this machine goes back, so do they,
 * once. Not safe for several threads.
 */
final class Followed {

  private static final Duration MAY_DIFFER = Duration.ofSeconds(5);
  private static final Duration STEP = Duration.ofSeconds(30);
  private static final long MOST_STEPS = 1_000;

  private final Machine machine;
  private Instant reached = Instant.MIN; // the time of the last reading
  private Instant taken = Instant.MIN; // and of the last one that is on disk
  private boolean unbroken; // nothing can have happened unseen since then

  Followed(Machine machine) {
    this.machine = machine;
  }

  String device() {
    return machine.device();
  }

  /** What is known is to be told anew, from the last reading that is on disk on. */
  void begin() {
    machine.forget();
    reached = taken;
  }

  /** Something may have happened unseen. */
  void broken() {
    unbroken = false;
  }

  /**
   * What was so at a place: nothing happened from then on until what is said next.
   *
   * @param time of the place
   */
  void wasSo(List<Observation> observations, Instant time, Consumer<String> refusals) {
    observations.forEach(each -> notes(each, refusals));
    if (!unbroken && time.isAfter(reached)) {
      reached = time;
    }
    unbroken = true;
  }

  /** What is so now. */
  List<Reading> isSo(Streams now, Duration skew, Consumer<String> refusals) {
    followClock(now, skew);
    now.observations().forEach(each -> notes(each, refusals));
    return upTo(now.soAt().plus(skew));
  }

  /** One reading for each instant at which something changed. */
  List<Reading> changes(Streams streams, Duration skew, Consumer<String> refusals) {
    followClock(streams, skew);
    List<Reading> readings = new ArrayList<>();
    Instant latest = streams.latest().plus(skew);
    Instant changed = null;
    for (Observation each : streams.observations()) {
      if (each.isOf(machine.device())) {
        Instant time = each.time().plus(skew);
        if (changed != null && !time.equals(changed)) {
          add(changed, latest, readings);
          changed = null;
        }
        if (changed == null) {
          fill(time.isAfter(latest) ? latest : time, readings);
        }
        changed = notes(each, refusals) ? time : changed;
      }
    }
    if (changed != null) {
      add(changed, latest, readings);
    }
    return readings;
  }

  /** No document is older than one before it: this machine's clock went back. */
  private void followClock(Streams streams, Duration skew) {
    Instant latest = streams.latest().plus(skew);
    if (reached.isAfter(latest.plus(MAY_DIFFER))) {
      reached = Instant.MIN;
      taken = Instant.MIN;
      unbroken = false;
    }
  }

  /** That nothing else happened until then. */
  List<Reading> upTo(Instant time) {
    List<Reading> readings = new ArrayList<>();
    fill(time, readings);
    if (time.isAfter(reached)) {
      add(time, time, readings);
    }
    return readings;
  }

  /** Every reading is on disk. */
  void taken() {
    taken = reached;
  }

  private boolean notes(Observation each, Consumer<String> refusals) {
    try {
      return machine.notes(each);
    } catch (SourceException e) {
      refusals.accept(e.getMessage());
      return true;
    }
  }

  /** The agent knows that the machine did the same all the time, however long nobody asked. */
  private void fill(Instant until, List<Reading> readings) {
    if (!unbroken || reached.equals(Instant.MIN)) {
      return;
    }
    Duration gap = Duration.between(reached, until);
    Duration least = gap.dividedBy(MOST_STEPS);
    Duration step = least.compareTo(STEP) > 0 ? least : STEP;
    for (Instant at = reached.plus(step); at.isBefore(until); at = at.plus(step)) {
      readings.add(machine.at(at));
      reached = at;
    }
  }

  private void add(Instant time, Instant latest, List<Reading> readings) {
    Instant bounded = time.isAfter(latest) ? latest : time;
    reached = bounded.isAfter(reached) ? bounded : reached.plusNanos(1_000);
    unbroken = true;
    readings.add(machine.at(reached));
  }
}
