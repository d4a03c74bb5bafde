package io.fallow.sim.forecast;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.forecast.QuarterHours;
import io.fallow.telemetry.usage.UsageInterval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Small histories, from Monday, 1 January 2018 on. */
final class Histories {

  static final int DAY = 96;
  static final int WEEK = 7 * DAY;

  private static final ZoneId ZONE = ZoneOffset.UTC;
  private static final Instant MONDAY = Instant.parse("2018-01-01T00:00:00Z");

  private Histories() {}

  /** Observed throughout, and scored from the beginning. */
  static History of(int quarters, IntPredicate idle) {
    return of(quarters, idle, quarter -> true, 0);
  }

  static History of(
      int quarters, IntPredicate idle, IntPredicate observed, int daysBeforeItIsScored) {
    QuarterHours.Builder seen = QuarterHours.between(MONDAY, start(quarters));
    for (int i = 0; i < quarters; i++) {
      if (observed.test(i)) {
        Activity activity = idle.test(i) ? Activity.STANDBY : Activity.IN_USE;
        seen.add(new UsageInterval(1, start(i), start(i + 1), activity));
      }
    }
    Instant scored = MONDAY.plus(Duration.ofDays(daysBeforeItIsScored));
    return new History("small", ZONE, Set.of(), seen.build(), scored);
  }

  private static Instant start(int quarter) {
    return MONDAY.plusSeconds((long) quarter * QuarterHours.SECONDS);
  }

  /**
   * A plant like the steel line: two shifts on working days that begin and end a little earlier or
   * later, a night shift in some stretches of weeks, and some Saturdays. Scored in its last third.
   */
  static History plant(long seed, int weeks) {
    Predicate<LocalDateTime> busy = new Plant(seed, weeks)::isBusy;
    int scoredAfter = 7 * (weeks - weeks / 3);
    return of(
        weeks * WEEK,
        quarter -> !busy.test(LocalDateTime.ofInstant(start(quarter), ZONE)),
        quarter -> true,
        scoredAfter);
  }

  private static final class Plant {
    private final Random random;
    private final boolean[] nightShift;
    private final Map<Integer, int[]> shiftOfDay = new HashMap<>();

    Plant(long seed, int weeks) {
      random = new Random(seed);
      nightShift = new boolean[weeks + 1];
      for (int week = 1; week < weeks; week++) {
        nightShift[week] = nightShift[week - 1] ^ random.nextInt(5) == 0;
      }
    }

    boolean isBusy(LocalDateTime clock) {
      int[] shift = shiftOfDay.computeIfAbsent(clock.getDayOfYear(), day -> drawn(clock));
      int quarter = clock.toLocalTime().toSecondOfDay() / QuarterHours.SECONDS;
      return quarter >= shift[0] && quarter < shift[1] && random.nextInt(20) > 0;
    }

    private int[] drawn(LocalDateTime clock) {
      int weekday = clock.getDayOfWeek().getValue();
      boolean works = weekday <= 5 || (weekday == 6 && random.nextInt(3) == 0);
      int begin = 30 + random.nextInt(5);
      boolean late = nightShift[(clock.getDayOfYear() - 1) / 7];
      return new int[] {begin, works ? (late ? DAY : 70 + random.nextInt(5)) : begin};
    }
  }
}
