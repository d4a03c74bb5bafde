package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.RejectReason;
import io.fallow.gateway.wire.sparkplug.Held;
import io.fallow.gateway.wire.sparkplug.MetricTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the assets behind one node do, and what of it was made a reading. A node sends a value when
 * it changes and is silent otherwise, so a value holds for as long as the session lives: before its
 * last reading expires it is affirmed by another. Times are the node's clock. For one thread.
 */
final class AssetBook {

  private static final Duration TICK = Duration.ofNanos(1_000);

  private static final class State {
    private final Set<Optional<String>> devices = new HashSet<>();
    private Held held = Held.NOTHING;
    private Held history = Held.NOTHING;
    private Instant last = Instant.MIN;
    private boolean alive;
  }

  private record Moment(String asset, Instant time, boolean historical) {}

  private final Map<String, State> states = new HashMap<>();

  /** Knows again an asset that was alive before this process was the host. */
  void restore(String asset, Instant lastReading) {
    State state = states.computeIfAbsent(asset, any -> new State());
    state.alive = true;
    state.last = lastReading;
  }

  /**
   * Takes the values of one message, in order of time: one reading per asset and instant.
   *
   * @param sent when the node sent them
   */
  void take(List<Sample> samples, Instant sent, Outcome outcome) {
    Map<Moment, Reading> readings = new LinkedHashMap<>();
    Map<String, Instant> newest = new LinkedHashMap<>();
    samples.stream()
        .sorted(Comparator.comparing(Sample::time))
        .forEach(
            sample -> {
              String asset = sample.target().asset();
              Held known = update(sample, outcome);
              Moment moment = new Moment(asset, sample.time(), sample.historical());
              readings.put(moment, known.at(asset, sample.time()));
              if (!sample.historical()) {
                newest.merge(asset, sample.time(), AssetBook::later);
              }
            });
    readings.values().forEach(outcome::store);
    newest.forEach((asset, time) -> settle(asset, time, sent, outcome));
  }

  private Held update(Sample sample, Outcome outcome) {
    State state = states.computeIfAbsent(sample.target().asset(), any -> new State());
    Held known = updated(sample, sample.historical() ? state.history : state.held, outcome);
    if (sample.historical()) {
      state.history = known;
    } else {
      state.held = known;
      state.alive = true;
      state.devices.add(sample.device());
    }
    return known;
  }

  /** A value that makes no sense ends the one before it: what holds now is not known. */
  private static Held updated(Sample sample, Held before, Outcome outcome) {
    MetricTarget target = sample.target();
    try {
      return target.update(before, sample.value());
    } catch (IllegalArgumentException wrong) {
      outcome.reject(RejectReason.INVALID_VALUE, sample.metric(), wrong.getMessage());
      return before.without(target.quantity());
    }
  }

  /** What came last is the newest word, also where it is dated before an affirmation. */
  private void settle(String asset, Instant newest, Instant sent, Outcome outcome) {
    State state = states.get(asset);
    if (newest.isAfter(state.last)) {
      state.last = newest;
    } else {
      say(asset, state, state.held, sent, outcome);
    }
  }

  /** Ends what one device feeds. */
  void end(Optional<String> device, Instant at, Outcome outcome) {
    end(state -> state.devices.contains(device), at, outcome);
  }

  /** Ends everything: from here on nobody knows. */
  void endAll(Instant at, Outcome outcome) {
    end(state -> true, at, outcome);
  }

  private void end(Predicate<State> which, Instant at, Outcome outcome) {
    states.forEach(
        (asset, state) -> {
          if (state.alive && which.test(state)) {
            state.alive = false;
            state.held = Held.NOTHING;
            state.history = Held.NOTHING;
            state.devices.clear();
            say(asset, state, Held.NOTHING, at, outcome);
          }
        });
  }

  /**
   * Affirms what still holds and was not said for half of the time for which a reading is believed.
   *
   * @param believed how long a reading of an asset is believed; empty for an unknown asset
   */
  void affirm(Instant now, Function<String, Optional<Duration>> believed, Outcome outcome) {
    states.forEach(
        (asset, state) -> {
          if (state.alive && !state.held.equals(Held.NOTHING)) {
            believed
                .apply(asset)
                .filter(gap -> !now.isBefore(state.last.plus(gap.dividedBy(2))))
                .ifPresent(due -> say(asset, state, state.held, now, outcome));
          }
        });
  }

  /** Stores what is known as of an instant, or of the first one after the last reading. */
  private static void say(String asset, State state, Held known, Instant at, Outcome outcome) {
    Instant free = state.last.equals(Instant.MIN) ? at : state.last.plus(TICK);
    state.last = later(at, free);
    outcome.store(known.at(asset, state.last));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The assets whose activity the session vouches for. */
  SortedSet<String> alive() {
    SortedSet<String> alive = new TreeSet<>();
    states.forEach(
        (asset, state) -> {
          if (state.alive) {
            alive.add(asset);
          }
        });
    return alive;
  }
}
