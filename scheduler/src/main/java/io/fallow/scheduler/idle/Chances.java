package io.fallow.scheduler.idle;

import io.fallow.scheduler.policy.Policy;
import java.util.OptionalDouble;

/** Chances as a forecast has them: in steps of 0.005, from 0 to 200. */
final class Chances {

  /** Steps from never to always. */
  static final int STEPS = 200;

  /** Where nothing is expected. */
  static final int NONE = -1;

  /** The least chance with which anything is offered. */
  static final int LEAST = steps(Policy.PLATFORM.leastProbability());

  private Chances() {}

  /** The chance in steps, or {@link #NONE}. */
  static int steps(OptionalDouble probability) {
    return probability.isEmpty() ? NONE : (int) Math.round(probability.getAsDouble() * STEPS);
  }

  /** The fewest steps that are no less than a probability. */
  static int steps(double atLeast) {
    return (int) Math.ceil(atLeast * STEPS - 1e-9);
  }

  static double probability(int steps) {
    return (double) steps / STEPS;
  }
}
