package io.fallow.telemetry.forecast;

/** Chances as log-odds, in which evidence adds up. */
final class LogOdds {

  private static final double LEAST = 1e-4;

  private LogOdds() {}

  /** Log-odds of a chance; of one nearer to 0 or 1 than one in ten thousand, those of that. */
  static double of(double chance) {
    double bounded = Math.min(1 - LEAST, Math.max(LEAST, chance));
    return Math.log(bounded / (1 - bounded));
  }

  static double chance(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }
}
