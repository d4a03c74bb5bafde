package io.fallow.sim.trial;

import io.fallow.sim.history.Span;
import io.fallow.sim.world.FleetWorld;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Random;

/**
 * What clients want: few assets, and few nights in which these are idle, so that they are in each
 * other's way; in quarter-hours.
 *
 * @param from the first day
 */
record Slots(int assets, LocalDate from, Random dice) {

  private static final int NIGHTS = 3;
  private static final LocalTime EVENING = LocalTime.of(20, 0);
  private static final LocalTime MORNING = LocalTime.of(4, 30);
  private static final int QUARTERS = 31;
  private static final int LONGEST = 6;
  static final Duration QUARTER = Duration.ofMinutes(15);

  String asset() {
    return FleetWorld.asset(1 + dice.nextInt(assets));
  }

  Span any() {
    int length = 1 + dice.nextInt(LONGEST);
    int first = dice.nextInt(QUARTERS - length + 1);
    Instant start = evening().plus(QUARTER.multipliedBy(first));
    return new Span(start, start.plus(QUARTER.multipliedBy(length)));
  }

  private Instant evening() {
    return from.plusDays(dice.nextInt(NIGHTS)).atTime(EVENING).toInstant(ZoneOffset.UTC);
  }

  /** A time that some rule forbids: too short, past, or too far ahead. */
  Span forbidden() {
    Span any = any();
    return switch (dice.nextInt(3)) {
      case 0 -> new Span(any.from(), any.from().plusSeconds(300));
      case 1 -> new Span(any.from().minus(Duration.ofDays(9)), any.to().minus(Duration.ofDays(9)));
      default -> new Span(any.from().plus(Duration.ofDays(40)), any.to().plus(Duration.ofDays(40)));
    };
  }

  /** The same with a later end, unless the night is over then. */
  Span longer(Span span) {
    Instant end = span.to().plus(QUARTER.multipliedBy(1 + dice.nextInt(2)));
    return isNight(end) ? new Span(span.from(), end) : span;
  }

  private static boolean isNight(Instant end) {
    LocalTime time = LocalTime.ofInstant(end, ZoneOffset.UTC);
    return time.isAfter(EVENING) || time.isBefore(MORNING);
  }

  /** The same with an earlier end, unless it is as short as can be. */
  Span shorter(Span span) {
    boolean canBe = span.length().compareTo(QUARTER) > 0;
    return canBe ? new Span(span.from(), span.to().minus(QUARTER)) : span;
  }
}
