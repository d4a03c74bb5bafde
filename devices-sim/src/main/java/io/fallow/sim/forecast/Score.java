package io.fallow.sim.forecast;

/** How good some forecasts were. Not for several threads. */
final class Score {

  /** The chance from which on a quarter-hour counts as offered. */
  static final double OFFERED = 0.9;

  /** Rows of a reliability table, each a tenth wide. */
  static final int BINS = 10;

  private long count;
  private long idle;
  private double squares;
  private long offered;
  private long offeredIdle;
  private final long[] inBin = new long[BINS];
  private final double[] saidInBin = new double[BINS];
  private final long[] idleInBin = new long[BINS];

  /** One forecast and what came. */
  void add(double chance, boolean isIdle) {
    int came = isIdle ? 1 : 0;
    count++;
    idle += came;
    squares += (chance - came) * (chance - came);
    if (chance >= OFFERED) {
      offered++;
      offeredIdle += came;
    }
    int bin = Math.min(BINS - 1, (int) (chance * BINS));
    inBin[bin]++;
    saidInBin[bin] += chance;
    idleInBin[bin] += came;
  }

  /** How many forecasts there were. */
  long count() {
    return count;
  }

  /** Mean square of chance less what came: 0 is best. */
  double brier() {
    return squares / count;
  }

  /** The share of the quarter-hours that were idle. */
  double idle() {
    return (double) idle / count;
  }

  /** The share of all quarter-hours that were offered. */
  double offered() {
    return (double) offered / count;
  }

  /** The share of the idle quarter-hours that were offered. */
  double offeredOfIdle() {
    return (double) offeredIdle / idle;
  }

  /** The share of the offered quarter-hours that were idle. */
  double idleOfOffered() {
    return (double) offeredIdle / offered;
  }

  long inBin(int bin) {
    return inBin[bin];
  }

  double saidInBin(int bin) {
    return saidInBin[bin] / inBin[bin];
  }

  double idleInBin(int bin) {
    return (double) idleInBin[bin] / inBin[bin];
  }
}
