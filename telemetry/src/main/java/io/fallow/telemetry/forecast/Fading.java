package io.fallow.telemetry.forecast;

/** Counts of trials and hits in numbered cells that fade as days go by. Not for several threads. */
final class Fading {

  private static final int LONGEST = 512;

  private final double[] trials;
  private final double[] hits;
  private final int[] day;
  private final double[] left = new double[LONGEST];

  /**
   * @param halfLife days after which a trial counts for half of one
   */
  Fading(int cells, double halfLife) {
    trials = new double[cells];
    hits = new double[cells];
    day = new int[cells];
    for (int days = 0; days < LONGEST; days++) {
      left[days] = Math.pow(0.5, days / halfLife);
    }
  }

  void add(int cell, int today, double weight, boolean hit) {
    add(cell, today, weight, hit ? weight : 0);
  }

  void add(int cell, int today, double newTrials, double newHits) {
    double factor = left(cell, today);
    trials[cell] = trials[cell] * factor + newTrials;
    hits[cell] = hits[cell] * factor + newHits;
    day[cell] = today;
  }

  private double left(int cell, int today) {
    return left[Math.min(LONGEST - 1, Math.max(0, today - day[cell]))];
  }

  /** What is left of a cell's trials on a day. */
  double trials(int cell, int today) {
    return trials[cell] * left(cell, today);
  }

  /**
   * The cell's mean on a day, drawn to another value as if that had been seen in so many trials.
   */
  double mean(int cell, int today, double drawnTo, double by) {
    double factor = left(cell, today);
    return (hits[cell] * factor + by * drawnTo) / (trials[cell] * factor + by);
  }
}
