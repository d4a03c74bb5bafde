package io.fallow.telemetry.forecast;

/**
 * The numbers of the {@linkplain IdleModel model}. Half-lives are in days, pulls in quarter-hours.
 *
 * @param hourHalfLife of the hour of the week
 * @param hourPull of the pattern on it
 * @param quarterHalfLife of the quarter-hour of the week
 * @param quarterPull of the broader mean on it
 * @param patternHalfLife of the pattern of a kind of day, and of the mean of all time
 * @param patternPull of the type's pattern, else of the mean, on the pattern
 * @param recentHalfLife of the last days of a kind
 * @param recentPull of the quarter-hour of the week on them
 * @param quarterWeight of the quarter-hour of the week in the lively guess's sum of log-odds
 * @param recentWeight of the last days in it
 * @param mixing of the steady guess with the lively one
 * @param holiday how much of a Sunday a holiday is
 * @param trustPull of what was said on what came of it
 * @param trustHalfLife of what came of it
 */
record Tuning(
    double hourHalfLife,
    double hourPull,
    double quarterHalfLife,
    double quarterPull,
    double patternHalfLife,
    double patternPull,
    double recentHalfLife,
    double recentPull,
    double quarterWeight,
    double recentWeight,
    Mixing mixing,
    Mixing holiday,
    double trustPull,
    double trustHalfLife) {

  /**
   * How to go from one guess to another.
   *
   * @param start share of the other while nothing is known
   * @param pull of the start, as a sum of squared distances between the guesses
   */
  record Mixing(double start, double pull, double halfLife) {}

  /**
   * Chosen on the first half of a real year (a steel line's meter) and on simulated machines. The
   * scores hardly change when one of them is halved or doubled.
   */
  static final Tuning CHOSEN =
      new Tuning(
          200,
          2,
          90,
          4,
          30,
          2,
          5,
          2,
          0.5,
          0.7,
          new Mixing(0.7, 5, 60),
          new Mixing(0.6, 100, 365),
          300,
          60);
}
