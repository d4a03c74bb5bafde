package io.fallow.sim.device;

import io.fallow.gateway.wire.Activity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What a machine does, written down beforehand instead of drawn: when it works, and when it is
 * broken down, which may lie over work. Immutable.
 */
public final class Script implements Doings {

  private final List<TruthInterval> acts;

  /**
   * A script.
   *
   * @param acts of {@code IN_USE} and {@code FAULT}, in any order
   */
  public Script(List<TruthInterval> acts) {
    this.acts = acts.stream().sorted(Comparator.comparing(TruthInterval::start)).toList();
    if (acts.stream().anyMatch(a -> a.activity() != Activity.IN_USE && !isFault(a))) {
      throw new IllegalArgumentException("a script says when a machine works or is broken");
    }
  }

  private static boolean isFault(TruthInterval act) {
    return act.activity() == Activity.FAULT;
  }

  @Override
  public List<Stretch> work(Instant from, Instant to) {
    return between(Activity.IN_USE, from, to);
  }

  @Override
  public List<Stretch> faults(Instant from, Instant to) {
    return between(Activity.FAULT, from, to);
  }

  private List<Stretch> between(Activity activity, Instant from, Instant to) {
    return acts.stream()
        .filter(act -> act.activity() == activity)
        .map(act -> new Stretch(act.start(), act.end()))
        .filter(stretch -> stretch.overlaps(from, to))
        .toList();
  }
}
