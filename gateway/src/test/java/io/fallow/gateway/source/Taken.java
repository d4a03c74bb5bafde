package io.fallow.gateway.source;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what a source hands in, and can be full. */
public final class Taken implements Intake {

  private final List<Reading> readings = new ArrayList<>();
  private Optional<String> place = Optional.empty();
  private boolean full;

  @Override
  public synchronized void take(List<Reading> some, Optional<String> where) throws IntakeException {
    if (full) {
      throw new IntakeException("the queue is full", new IllegalStateException());
    }
    readings.addAll(some);
    place = where.or(() -> place);
  }

  @Override
  public synchronized Optional<String> place() {
    return place;
  }

  /** Another place, or none. */
  public synchronized void place(Optional<String> other) {
    place = other;
  }

  /** Whether nothing can be kept. */
  public synchronized void full(boolean now) {
    full = now;
  }

  /** All so far. */
  public synchronized List<Reading> readings() {
    return List.copyOf(readings);
  }

  /** The newest of them. */
  public synchronized Optional<Reading> last() {
    return readings.isEmpty() ? Optional.empty() : Optional.of(readings.get(readings.size() - 1));
  }

  /** What an asset did, one after the other, each once. */
  public synchronized List<Activity> activities(String asset) {
    List<Activity> activities = new ArrayList<>();
    for (Reading each : readings) {
      if (each.asset().equals(asset)
          && each.activity().isPresent()
          && (activities.isEmpty()
              || activities.get(activities.size() - 1) != each.activity().get())) {
        activities.add(each.activity().get());
      }
    }
    return activities;
  }

  /** Those of an asset at which its activity changed. */
  public synchronized List<Reading> turns(String asset) {
    List<Reading> turns = new ArrayList<>();
    for (Reading each : readings) {
      if (each.asset().equals(asset)
          && (turns.isEmpty() || !turns.get(turns.size() - 1).activity().equals(each.activity()))) {
        turns.add(each);
      }
    }
    return turns;
  }
}
