package io.fallow.telemetry.forecast;

/**
 * When assets of one type of one organisation stand idle: the idle share of each hour of a working
 * day, a Saturday and a Sunday. Immutable.
 */
final class TypePattern {

  /** Nothing is known of the type. */
  static final TypePattern NONE = new TypePattern(new double[0], 0);

  /** Hours of three kinds of day. */
  static final int HOURS = 3 * 24;

  private static final double ENOUGH = 4;

  private final double[] idle;
  private final double weeks;

  /**
   * @param idle 72 shares
   * @param weeks of assets that stand behind them
   */
  TypePattern(double[] idle, double weeks) {
    this.idle = idle.clone();
    this.weeks = weeks;
  }

  /** The same for an asset that is among those it was made from. */
  TypePattern lessOwn(double ownWeeks) {
    return weeks - ownWeeks < ENOUGH ? NONE : this;
  }

  boolean isKnown() {
    return idle.length > 0;
  }

  double at(int quarterOfKind, double otherwise) {
    return isKnown() ? idle[quarterOfKind / 4] : otherwise;
  }
}
