package io.fallow.sim.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a machine's pattern and its luck make of its days. */
final class DrawnDoings implements Doings {

  /** A breakdown waits this long for the machine to be at work; else it doesn't happen. */
  private static final Duration BREAKS_WITHIN = Duration.ofDays(3);

  private final WorkPlan plan;
  private final MishapPlan breakdowns;

  DrawnDoings(WorkPlan plan, MishapPlan breakdowns) {
    this.plan = plan;
    this.breakdowns = breakdowns;
  }

  @Override
  public List<Stretch> work(Instant from, Instant to) {
    return plan.between(from, to);
  }

  @Override
  public List<Stretch> faults(Instant from, Instant to) {
    List<Stretch> faults = new ArrayList<>();
    for (Stretch drawn : breakdowns.between(from.minus(BREAKS_WITHIN), to)) {
      List<Stretch> next = plan.between(drawn.start(), drawn.start().plus(BREAKS_WITHIN));
      if (!next.isEmpty()) {
        Instant breaks = within(next.get(0), drawn.start());
        faults.add(new Stretch(breaks, breaks.plus(Duration.between(drawn.start(), drawn.end()))));
      }
    }
    return faults;
  }

  /** The drawn instant where the machine works then, else the middle of its next piece of work. */
  private static Instant within(Stretch work, Instant drawn) {
    long half = Duration.between(work.start(), work.end()).toSeconds() / 2;
    return work.contains(drawn) ? drawn : work.start().plusSeconds(half);
  }
}
