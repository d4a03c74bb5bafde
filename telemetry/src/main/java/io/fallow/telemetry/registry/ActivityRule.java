package io.fallow.telemetry.registry;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How an asset's readings become its activity, and for how long a reading speaks. What the readings
 * say under a rule depends on the set of readings alone, never on the order in which they came.
 *
 * <p>Under every rule a reading that carries none of activity, power and counter, or that only says
 * UNKNOWN, means that nobody knows from then on; and a FAULT that the machine reports counts.
 */
public sealed interface ActivityRule {

  /** The longest that a rule may look back: see {@link #reach()}. */
  Duration LONGEST_REACH = Duration.ofHours(12);

  /** After this long without a reading nobody knows what the asset does. A second to a year. */
  Duration maxGap();

  /**
   * How much earlier than a reading the activity may lie that still depends on this reading. Zero
   * for rules by which a reading speaks only of the time after it; at most {@link #LONGEST_REACH}.
   */
  Duration reach();

  /** Whether what a reading says depends on the readings before it. */
  boolean remembers();

  /** The machine says itself what it does; power and counter decide nothing. */
  record Reported(Duration maxGap) implements ActivityRule {

    /** Checks the gap. */
    public Reported {
      new RuleFaults().gap(maxGap, "maxGap").orThrow();
    }

    @Override
    public Duration reach() {
      return Duration.ZERO;
    }

    @Override
    public boolean remembers() {
      return false;
    }
  }

  /**
   * Power tells: at or above {@code inUseAboveW} the asset is in use, at or above {@code
   * standbyAboveW} in standby, below it off. Without a power what the machine reports counts.
   *
   * <p><b>Hysteresis</b>: an asset in use stays so until its power is below {@code inUseBelowW};
   * one that has power (in use or in standby) until it is below {@code standbyBelowW}. What was
   * before is forgotten by a gap longer than {@code maxGap}, a fault, an UNKNOWN and a change of
   * the rule.
   *
   * <p><b>Dwell</b>: a change upwards (off, standby, in use: in this order) counts if the asset
   * then stays above what it left for {@code minUp}, one downwards if it stays below for {@code
   * minDown}; and then it counts from its very beginning. Shorter excursions never happened. Until
   * that is decided usage reaches only up to where the change began. A gap longer than {@code
   * maxGap}, a fault and an UNKNOWN need no dwell, neither their beginning nor what follows them;
   * and they end an excursion.
   *
   * @param inUseAboveW watts, not below {@code standbyAboveW}
   * @param standbyAboveW watts, not negative
   * @param inUseBelowW watts, at most {@code inUseAboveW} and at least {@code standbyBelowW}
   * @param standbyBelowW watts, at most {@code standbyAboveW}, not negative
   */
  record PowerThreshold(
      double inUseAboveW,
      double standbyAboveW,
      double inUseBelowW,
      double standbyBelowW,
      Duration minUp,
      Duration minDown,
      Duration maxGap)
      implements ActivityRule {

    /** Checks the order of the thresholds and the lengths. */
    public PowerThreshold {
      boolean ordered = 0 <= standbyAboveW && standbyAboveW <= inUseAboveW;
      boolean below = inUseBelowW <= inUseAboveW && standbyBelowW <= standbyAboveW;
      new RuleFaults()
          .gap(maxGap, "maxGap")
          .reach(minUp, "minUp")
          .reach(minDown, "minDown")
          .unless(
              ordered && !Double.isInfinite(inUseAboveW),
              "thresholds are finite and 0 <= standbyAboveW <= inUseAboveW")
          .unless(
              !ordered || (below && 0 <= standbyBelowW && standbyBelowW <= inUseBelowW),
              "0 <= standbyBelowW <= inUseBelowW, and neither is above its ...AboveW")
          .orThrow();
    }

    /** One threshold each way, and every change counts at once. */
    public PowerThreshold(double inUseAboveW, double standbyAboveW, Duration maxGap) {
      this(
          inUseAboveW,
          standbyAboveW,
          inUseAboveW,
          standbyAboveW,
          Duration.ZERO,
          Duration.ZERO,
          maxGap);
    }

    @Override
    public Duration reach() {
      return minUp.compareTo(minDown) > 0 ? minUp : minDown;
    }

    @Override
    public boolean remembers() {
      boolean hysteresis = inUseBelowW < inUseAboveW || standbyBelowW < standbyAboveW;
      return hysteresis || !reach().isZero();
    }
  }

  /**
   * A counter of cycles, shots, scans or hours tells: between two readings of which the later
   * counted more, the asset was in use all the time; otherwise in standby. Pauses between such
   * stretches that are shorter than {@code idleAfter} are use too; a longer one is standby from its
   * beginning. Until that is decided usage reaches only up to where the pause began.
   *
   * <p>A count below the one before means that the counter was reset and has counted on from 0; or,
   * where {@code rollover} is given, that it went past its end. A gap longer than {@code maxGap}
   * ends a pause, and what was counted in it is nobody's use: nobody knows when that was. Without a
   * counter what the machine reports counts.
   *
   * @param offBelowW if given, a power below these watts means off, at once; not negative
   * @param rollover if given, how many different counts there are: after the greatest, which is one
   *     less, comes 0
   */
  record CounterIncrements(
      Duration idleAfter, OptionalDouble offBelowW, OptionalLong rollover, Duration maxGap)
      implements ActivityRule {

    /** Checks the lengths, the power and the rollover. */
    public CounterIncrements {
      new RuleFaults()
          .gap(maxGap, "maxGap")
          .gap(idleAfter, "idleAfter")
          .unless(
              offBelowW.isEmpty() || finite(offBelowW.getAsDouble()),
              "offBelowW is finite and not negative")
          .unless(rollover.isEmpty() || rollover.getAsLong() >= 2, "rollover is at least 2")
          .orThrow();
      new RuleFaults().reach(idleAfter.plus(maxGap), "idleAfter and maxGap together").orThrow();
    }

    private static boolean finite(double watts) {
      return watts >= 0 && !Double.isInfinite(watts);
    }

    @Override
    public Duration reach() {
      return idleAfter.plus(maxGap);
    }

    @Override
    public boolean remembers() {
      return true;
    }
  }
}
