package io.fallow.sim.trial;

import io.fallow.sim.history.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * The live reservations of one organisation, as its people know them: each as it was last seen.
 * Safe for any number of threads.
 */
final class Portfolio {

  private final Map<UUID, State> known = new HashMap<>();

  /** Takes in a new one. */
  synchronized void add(State state) {
    known.put(state.id(), state);
  }

  /** Notes what has become of one, if it is in here; what is over is forgotten. */
  synchronized void update(State state, boolean live) {
    State before = known.get(state.id());
    if (before == null || before.version() > state.version()) {
      return;
    }
    if (live) {
      known.put(state.id(), state);
    } else {
      known.remove(state.id());
    }
  }

  synchronized Optional<State> any(Random dice) {
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(List.copyOf(known.values()).get(dice.nextInt(known.size())));
  }
}
