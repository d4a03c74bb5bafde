package io.fallow.sim.bench;

import io.fallow.sim.world.FleetWorld;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Slots of half an hour at night, when the fleet is idle, each of another asset or at another time.
 *
 * @param from the first night
 * @param first number of the first slot: plans that begin elsewhere share none
 * @param assets over which they are spread
 */
record SlotPlan(LocalDate from, long first, int assets) {

  static final int NIGHTS = 22;
  private static final LocalTime EVENING = LocalTime.of(20, 0);
  private static final Duration LENGTH = Duration.ofMinutes(30);
  private static final int A_NIGHT = 15;

  /** Public id of the slot's asset. */
  String asset(long slot) {
    return FleetWorld.asset((int) ((first + slot) % assets) + 1);
  }

  Instant start(long slot) {
    long turn = (first + slot) / assets;
    if (turn >= (long) NIGHTS * A_NIGHT) {
      throw new IllegalStateException("all slots are used up");
    }
    return from.plusDays(turn / A_NIGHT)
        .atTime(EVENING)
        .toInstant(ZoneOffset.UTC)
        .plus(LENGTH.multipliedBy(turn % A_NIGHT));
  }

  Instant end(long slot) {
    return start(slot).plus(LENGTH);
  }

  /** What is sent to book it. */
  String body(long slot) {
    return "{\"asset\": \"%s\", \"start\": \"%s\", \"end\": \"%s\"}"
        .formatted(asset(slot), start(slot), end(slot));
  }
}
