package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Violation;
import java.util.List;

/**
 * Why a time can't be booked.
 *
 * @param violations every rule that it would break; none where others merely have the asset
 * @param inTheWay what has the asset then, as far as the asker may know
 */
public record Conflict(List<Violation> violations, List<Reservation> inTheWay) {

  /** Takes copies. */
  public Conflict {
    violations = List.copyOf(violations);
    inTheWay = List.copyOf(inTheWay);
  }

  /** All that stands in the way, in words: that the time is taken as well. */
  public List<Violation> named() {
    return isMerelyTaken()
        ? List.of(new Violation("overlaps", "somebody has the asset in part of this time", false))
        : violations;
  }

  /** Whether no rule is broken: the time is merely taken. */
  public boolean isMerelyTaken() {
    return violations.isEmpty();
  }
}
