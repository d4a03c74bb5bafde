package io.fallow.telemetry.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a rule, so that all of it is said at once. */
final class RuleFaults {

  private static final Duration SHORTEST_GAP = Duration.ofSeconds(1);
  private static final Duration LONGEST_GAP = Duration.ofDays(366);

  private final List<String> found = new ArrayList<>();

  RuleFaults add(String fault) {
    found.add(fault);
    return this;
  }

  RuleFaults unless(boolean right, String fault) {
    return right ? this : add(fault);
  }

  /** A gap that the derivation of usage can work with. */
  RuleFaults gap(Duration length, String name) {
    return unless(
        within(SHORTEST_GAP, length, LONGEST_GAP),
        name + " is from " + SHORTEST_GAP + " to " + LONGEST_GAP);
  }

  /** The gap nearest to a length that {@link #gap} takes. */
  static Duration nearestGap(Duration length) {
    Duration most = length.compareTo(LONGEST_GAP) < 0 ? length : LONGEST_GAP;
    return most.compareTo(SHORTEST_GAP) > 0 ? most : SHORTEST_GAP;
  }

  /** A length that a rule may look back. */
  RuleFaults reach(Duration length, String name) {
    return unless(
        within(Duration.ZERO, length, ActivityRule.LONGEST_REACH),
        name + " is not negative and at most " + ActivityRule.LONGEST_REACH);
  }

  /**
   * Refuses the rule if anything is wrong with it.
   *
   * @throws InvalidRuleException with all that was found
   */
  void orThrow() {
    if (!found.isEmpty()) {
      throw refusal();
    }
  }

  InvalidRuleException refusal() {
    return new InvalidRuleException(found);
  }

  private static boolean within(Duration shortest, Duration length, Duration longest) {
    return shortest.compareTo(length) <= 0 && length.compareTo(longest) <= 0;
  }
}
