package io.fallow.scheduler.booking;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * What blocks some time of an asset.
 *
 * @param seen what the asker's organisation may see of it, run out or not
 * @param others whether anybody else has any of the time
 */
record InTheWay(List<Reservation> seen, boolean others) {

  /** Of those seen, what has not run out. */
  List<Reservation> live(Instant now) {
    return seen.stream().filter(each -> !each.isDue(now)).toList();
  }

  /** Of those seen, what has. */
  List<Reservation> lapsed(Instant now) {
    return seen.stream().filter(each -> each.isDue(now)).toList();
  }

  /** The same without some of those seen. */
  InTheWay without(Predicate<Reservation> some) {
    return new InTheWay(seen.stream().filter(some.negate()).toList(), others);
  }

  /** Whether any of the time is had by anybody. */
  boolean isTaken(Instant now) {
    return others || !live(now).isEmpty();
  }
}
