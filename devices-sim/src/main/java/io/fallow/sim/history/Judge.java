package io.fallow.sim.history;

import java.util.List;

/** Looks for everything that must not be. */
public final class Judge {

  private static final List<Check> CHECKS =
      List.of(
          new StoredOverlaps(),
          new SeenOverlaps(),
          new LockedOut(),
          new Acknowledgements(),
          new Refusals(),
          new Unasked());

  private Judge() {}

  /** All findings; none for a history in which everything was as it should be. */
  public static List<Finding> findings(Evidence evidence) {
    Story story = new Story(evidence);
    return CHECKS.stream().flatMap(check -> check.look(story).stream()).toList();
  }
}
