package io.fallow.sim.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When something goes wrong: drawn for each fortnight since 1970 from its number. Stateless. */
final class MishapPlan {

  private static final Duration FORTNIGHT = Duration.ofDays(14);

  private final DeviceModel.Mishaps mishaps;
  private final String kind;
  private final long seed;

  MishapPlan(DeviceModel.Mishaps mishaps, String kind, long seed) {
    this.mishaps = mishaps;
    this.kind = kind;
    this.seed = seed;
  }

  /** The mishaps that overlap a range, in order of their starts, not clipped to it. */
  List<Stretch> between(Instant from, Instant to) {
    List<Stretch> found = new ArrayList<>();
    for (long number = fortnight(from.minus(mishaps.longest()));
        number <= fortnight(to);
        number++) {
      draw(number).stream().filter(one -> one.overlaps(from, to)).forEach(found::add);
    }
    return found;
  }

  private List<Stretch> draw(long number) {
    Dice dice = Dice.of(seed, kind, number);
    double expected =
        mishaps.meanDaysBetween() > 0 ? FORTNIGHT.toDays() / mishaps.meanDaysBetween() : 0;
    int count = (int) (expected + dice.next());
    List<Stretch> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // One begins in each equal part of the fortnight, so that they come in order.
      long part = FORTNIGHT.toSeconds() / count;
      long lasts = dice.between(mishaps.shortest(), mishaps.longest()).toSeconds();
      long start =
          number * FORTNIGHT.toSeconds() + i * part + (long) (dice.next() * Math.max(1, part));
      drawn.add(
          new Stretch(
              Instant.ofEpochSecond(start), Instant.ofEpochSecond(start + Math.max(1, lasts))));
    }
    return drawn;
  }

  private static long fortnight(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), FORTNIGHT.toSeconds());
  }
}
