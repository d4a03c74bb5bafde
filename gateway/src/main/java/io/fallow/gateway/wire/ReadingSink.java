package io.fallow.gateway.wire;

/**
 * Takes what a payload holds, value by value, in the order in which it was sent: so that a reader
 * who only copies the values on needs no object per reading.
 */
public interface ReadingSink {

  /** The activity of a reading that names none. */
  int NO_ACTIVITY = -1;

  /** The counter of a reading that has none. */
  long NO_COUNTER = -1;

  /**
   * A good reading: it obeys all that {@link Reading} demands.
   *
   * @param asset its code, as it was sent
   * @param timeMicros microseconds since 1970 UTC
   * @param activity {@link Activity#code()}, or {@link #NO_ACTIVITY}
   * @param powerW watts, or {@link Float#NaN} for none
   * @param counter or {@link #NO_COUNTER}
   */
  void reading(String asset, long timeMicros, int activity, float powerW, long counter);

  /** A reading that cannot be accepted. */
  void bad(BadReading bad);
}
