package io.fallow.scheduler.api.operation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/** Numbers as they are shown: without the noise of binary fractions. */
public final class Rounded {

  private Rounded() {}

  public static double to(double number, int digits) {
    return BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP).doubleValue();
  }

  /** The number, or null where there is none. */
  public static Double orNull(OptionalDouble number, int digits) {
    return number.isPresent() ? to(number.getAsDouble(), digits) : null;
  }
}
