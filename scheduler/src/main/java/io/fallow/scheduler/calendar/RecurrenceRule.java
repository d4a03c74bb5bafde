package io.fallow.scheduler.calendar;

import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A recurrence rule as it was written, each part within its range.
 *
 * @param numbers the BY-parts that hold numbers; one that isn't there is not in the rule
 */
record RecurrenceRule(
    Frequency frequency,
    int interval,
    OptionalInt count,
    Optional<String> until,
    List<NthDay> days,
    Map<RulePart, Set<Integer>> numbers,
    DayOfWeek weekStart) {

  /** Takes copies. */
  RecurrenceRule {
    days = List.copyOf(days);
    numbers = Map.copyOf(numbers);
  }

  /** The numbers of a part; empty if the rule doesn't have it. */
  Set<Integer> numbers(RulePart part) {
    return numbers.getOrDefault(part, Set.of());
  }

  boolean has(RulePart part) {
    return part == RulePart.BYDAY ? !days.isEmpty() : numbers.containsKey(part);
  }

  boolean hasNthDays() {
    return days.stream().anyMatch(day -> day.nth() != 0);
  }

  boolean hasNone(RulePart... parts) {
    for (RulePart part : parts) {
      if (has(part)) {
        return false;
      }
    }
    return true;
  }
}
