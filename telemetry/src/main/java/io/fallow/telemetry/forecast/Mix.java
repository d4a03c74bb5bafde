package io.fallow.telemetry.forecast;

/**
 * How far to go from one guess to another: the share that would have made the least squares in the
 * past, drawn to a share to start from. Not for several threads.
 */
final class Mix {

  private final Tuning.Mixing tuning;
  private final Fading past;

  Mix(Tuning.Mixing tuning) {
    this.tuning = tuning;
    this.past = new Fading(1, tuning.halfLife());
  }

  /** Two guesses were made, and their day came. */
  void learn(double one, double other, boolean idle, int day) {
    double apart = other - one;
    past.add(0, day, apart * apart, apart * ((idle ? 1 : 0) - one));
  }

  /** The two as one. */
  double of(double one, double other, int day) {
    double share = past.mean(0, day, tuning.start(), tuning.pull());
    return one + Math.min(1, Math.max(0, share)) * (other - one);
  }
}
