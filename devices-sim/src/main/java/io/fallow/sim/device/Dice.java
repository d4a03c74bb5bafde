package io.fallow.sim.device;

import java.time.Duration;

/**
 * Pseudo-random numbers (SplitMix64) that are the same on every Java version and machine, and that
 * can be had for a place in the world without drawing all numbers before it.
 */
final class Dice {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** Dice for one purpose of one thing in one stretch of time. */
  static Dice of(long seed, String purpose, long number) {
    return new Dice(hash(hash(seed, purpose), number));
  }

  static long hash(long seed, String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = mix(hash + GOLDEN * (text.charAt(i) + 1));
    }
    return hash;
  }

  static long hash(long seed, long number) {
    return mix(seed ^ mix(number + GOLDEN));
  }

  /** A hash as a number from 0 (included) to 1 (excluded). */
  static double share(long hash) {
    return (hash >>> 11) * 0x1.0p-53;
  }

  double next() {
    state += GOLDEN;
    return share(mix(state));
  }

  double between(double low, double high) {
    return low + next() * (high - low);
  }

  Duration between(Duration low, Duration high) {
    return Duration.ofSeconds(
        Math.round(between((double) low.toSeconds(), (double) high.toSeconds())));
  }

  boolean chance(double probability) {
    return next() < probability;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
