package io.fallow.telemetry.forecast;

/**
 * What became of earlier forecasts of one lead, and what follows for the next: a reliability table
 * over log-odds whose bins overlap, each drawn to "as it was said". Not for several threads.
 */
final class Trust {

  private static final int BINS = 24;
  private static final double WIDEST = 5.5;

  private final double pull;
  private final Fading said;
  private final Fading came;

  /**
   * @param pull weight of "as it was said", in quarter-hours
   * @param halfLife days after which an earlier forecast counts for half of one
   */
  Trust(double pull, double halfLife) {
    this.pull = pull;
    said = new Fading(BINS, halfLife);
    came = new Fading(BINS, halfLife);
  }

  /** A forecast was made, and its day came. */
  void learn(double logOdds, boolean idle, int day) {
    double place = place(logOdds);
    int bin = Math.min(BINS - 2, (int) place);
    double chance = LogOdds.chance(logOdds);
    learn(bin, 1 - (place - bin), chance, idle, day);
    learn(bin + 1, place - bin, chance, idle, day);
  }

  private void learn(int bin, double weight, double chance, boolean idle, int day) {
    said.add(bin, day, weight, weight * chance);
    came.add(bin, day, weight, idle);
  }

  /** The chance that a forecast's log-odds stand for, after what became of the earlier ones. */
  double corrected(double logOdds, int day) {
    double place = place(logOdds);
    int bin = Math.min(BINS - 2, (int) place);
    double share = place - bin;
    return LogOdds.chance(
        logOdds + (1 - share) * correction(bin, day) + share * correction(bin + 1, day));
  }

  private double correction(int bin, int day) {
    double asSaid = LogOdds.chance(WIDEST * (2.0 * bin / (BINS - 1) - 1));
    return LogOdds.of(came.mean(bin, day, asSaid, pull))
        - LogOdds.of(said.mean(bin, day, asSaid, pull));
  }

  private static double place(double logOdds) {
    double bounded = Math.min(WIDEST, Math.max(-WIDEST, logOdds));
    return (bounded + WIDEST) / (2 * WIDEST) * (BINS - 1);
  }
}
