package io.fallow.sim.device;

import java.time.Instant;
import java.util.List;

/** What a machine is to do. Not safe for several threads. */
interface Doings {

  /** The pieces of work that overlap a range, in order, not clipped to it. */
  List<Stretch> work(Instant from, Instant to);

  /** The breakdowns that overlap a range, not clipped to it; they may lie over work. */
  List<Stretch> faults(Instant from, Instant to);
}
