package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.registry.ActivityRule;
import java.util.function.LongBinaryOperator;

/**
 * What a single reading says under one rule, given what the reading before it said. Without state;
 * works with the codes of activities, so that nothing is allocated per reading.
 */
abstract sealed class Judge {

  static final int UNKNOWN = Activity.UNKNOWN.code();
  static final int OFF = Activity.OFF.code();
  static final int STANDBY = Activity.STANDBY.code();
  static final int IN_USE = Activity.IN_USE.code();
  static final int FAULT = Activity.FAULT.code();

  private final ActivityRule rule;
  private final long maxGap;
  private final long minUp;
  private final long minDown;
  private long from = Micros.NEVER_BEFORE;
  private long until = Micros.NEVER_AFTER;

  private Judge(ActivityRule rule, long minUp, long minDown) {
    this.rule = rule;
    this.maxGap = Micros.of(rule.maxGap());
    this.minUp = minUp;
    this.minDown = minDown;
  }

  /** A judge of the readings in {@code [from, until)}, in microseconds. */
  static Judge of(ActivityRule rule, long from, long until) {
    Judge judge = of(rule);
    judge.from = from;
    judge.until = until;
    return judge;
  }

  static Judge of(ActivityRule rule) {
    if (rule instanceof ActivityRule.PowerThreshold power) {
      return new ByPower(power);
    }
    return rule instanceof ActivityRule.CounterIncrements counter
        ? new ByCounter(counter)
        : new ByReport(rule);
  }

  /**
   * The activity that a reading speaks for, until the next one; {@link #STANDBY} where that is up
   * to the next one's counter.
   *
   * @param before what the reading before it spoke for; {@link #UNKNOWN} where that is forgotten
   */
  abstract int says(int before, Sample reading);

  /** Whether a reading that speaks for standby was followed by use, as the next one counts. */
  boolean isUsed(int said, long counter, long nextCounter) {
    return false;
  }

  /** Whether an activity counts at once, whatever was before it. */
  boolean isCertain(int activity) {
    return activity == UNKNOWN || activity == FAULT;
  }

  final boolean isInForceAt(long time) {
    return from <= time && time < until;
  }

  static boolean isPowered(int activity) {
    return activity == STANDBY || activity == IN_USE;
  }

  static int activity(boolean powered, boolean inUse) {
    if (inUse) {
      return IN_USE;
    }
    return powered ? STANDBY : OFF;
  }

  final ActivityRule rule() {
    return rule;
  }

  final long maxGap() {
    return maxGap;
  }

  /** For how long a change upwards must last, in microseconds. */
  final long minUp() {
    return minUp;
  }

  /** For how long a change downwards must last, in microseconds. */
  final long minDown() {
    return minDown;
  }

  private static int reported(Sample reading) {
    return reading.activity() == Sample.NONE ? UNKNOWN : Activity.ofCode(reading.activity()).code();
  }

  private static final class ByReport extends Judge {

    ByReport(ActivityRule rule) {
      super(rule, 0, 0);
    }

    @Override
    int says(int before, Sample reading) {
      return reported(reading);
    }
  }

  private static final class ByPower extends Judge {

    private final ActivityRule.PowerThreshold power;

    ByPower(ActivityRule.PowerThreshold power) {
      super(power, Micros.of(power.minUp()), Micros.of(power.minDown()));
      this.power = power;
    }

    @Override
    int says(int before, Sample reading) {
      if (reading.activity() == FAULT || reading.powerW() == Sample.NONE) {
        return reported(reading);
      }
      float watts = reading.powerW();
      if (watts >= (before == IN_USE ? power.inUseBelowW() : power.inUseAboveW())) {
        return IN_USE;
      }
      boolean powered = before == IN_USE || before == STANDBY;
      return watts >= (powered ? power.standbyBelowW() : power.standbyAboveW()) ? STANDBY : OFF;
    }
  }

  private static final class ByCounter extends Judge {

    private final double offBelowW;
    private final LongBinaryOperator counted;

    ByCounter(ActivityRule.CounterIncrements rule) {
      super(rule, 0, Micros.of(rule.idleAfter()));
      this.offBelowW = rule.offBelowW().orElse(0);
      this.counted =
          rule.rollover().isPresent()
              ? (a, b) -> Math.floorMod(b - a, rule.rollover().getAsLong())
              : (a, b) -> b >= a ? b - a : b;
    }

    @Override
    int says(int before, Sample reading) {
      if (reading.activity() == FAULT || reading.counter() == Sample.NONE) {
        return reported(reading);
      }
      boolean off = reading.powerW() != Sample.NONE && reading.powerW() < offBelowW;
      return off ? OFF : STANDBY;
    }

    @Override
    boolean isUsed(int said, long counter, long nextCounter) {
      return said == STANDBY
          && counter != Sample.NONE
          && nextCounter != Sample.NONE
          && counted.applyAsLong(counter, nextCounter) > 0;
    }

    @Override
    boolean isCertain(int activity) {
      return activity == OFF || super.isCertain(activity);
    }
  }
}
