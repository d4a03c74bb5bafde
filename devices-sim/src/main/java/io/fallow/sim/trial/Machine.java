package io.fallow.sim.trial;

import io.fallow.gateway.wire.Activity;
import io.fallow.sim.device.Script;
import io.fallow.sim.device.TruthInterval;
import io.fallow.sim.trial.Booked.Habit;
import io.fallow.sim.trial.Booked.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/**
 * A machine on its day: what is booked of it, what its bookers do, and what happens besides.
 *
 * @param code of the asset
 * @param unplanned use by somebody without a booking
 * @param faults breakdowns that last
 */
record Machine(String code, List<Booked> bookings, List<Use> unplanned, List<Use> faults) {

  /** What is kept behind each booking. */
  static final Duration TURNAROUND = Duration.ofMinutes(10);

  /** Who is held up has no choice. */
  private static final List<Habit> HABITS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Habit.HELD_UP)));

  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration LONG_GAP = Duration.ofMinutes(105);
  private static final Duration ASIDE = Duration.ofMinutes(40);
  private static final Duration BESIDES = Duration.ofMinutes(25);
  private static final int FIRST_HOUR = 7;
  private static final int LAST_HOUR = 20;

  Machine {
    bookings = List.copyOf(bookings);
    unplanned = List.copyOf(unplanned);
    faults = List.copyOf(faults);
  }

  /** A machine's day that begins at an instant, as the dice fall. */
  static Machine drawn(String code, Instant midnight, Random dice) {
    List<Booked> bookings = new ArrayList<>();
    List<Use> unplanned = new ArrayList<>();
    List<Use> faults = new ArrayList<>();
    Instant at = midnight.plus(Duration.ofHours(FIRST_HOUR)).plus(quarters(0, 4, dice));
    Instant last = midnight.plus(Duration.ofHours(LAST_HOUR));
    while (at.isBefore(last)) {
      Booked booked = booked(bookings, at, dice);
      bookings.add(booked);
      at = booked.end().plus(gap(booked, dice));
      if (Duration.between(booked.end(), at).compareTo(LONG_GAP) >= 0) {
        Instant from = booked.end().plus(ASIDE);
        (dice.nextBoolean() ? unplanned : faults).add(new Use(from, from.plus(BESIDES)));
      }
    }
    return new Machine(code, bookings, unplanned, faults);
  }

  private static Booked booked(List<Booked> before, Instant at, Random dice) {
    Instant end = at.plus(quarters(8, 5, dice));
    Booked last = before.isEmpty() ? null : before.get(before.size() - 1);
    if (last != null && last.habit() == Habit.HOLDS_UP) {
      String other = last.guest().equals("guest") ? "other" : "guest";
      return Booked.of(Habit.HELD_UP, other, at, end, last.left().orElseThrow(), dice);
    }
    Habit habit = HABITS.get(dice.nextInt(HABITS.size()));
    return Booked.of(habit, dice.nextBoolean() ? "guest" : "other", at, end, at, dice);
  }

  private static Duration gap(Booked booked, Random dice) {
    return switch (booked.habit()) {
      case HOLDS_UP -> QUARTER;
      case STAYS_ON -> QUARTER.multipliedBy(6);
      default -> dice.nextInt(3) == 0 ? LONG_GAP : QUARTER.multipliedBy(1 + dice.nextInt(2));
    };
  }

  private static Duration quarters(int least, int more, Random dice) {
    return QUARTER.multipliedBy(least + dice.nextInt(more));
  }

  /**
   * What its device plays: the day, and before it weeks in which its owner uses it each morning.
   */
  Script script(Instant midnight, int weeksBefore) {
    List<TruthInterval> acts = new ArrayList<>();
    for (int day = -7 * weeksBefore; day <= 0; day++) {
      Instant five = midnight.plus(Duration.ofDays(day)).plus(Duration.ofHours(5));
      acts.add(new TruthInterval(five, five.plus(Duration.ofMinutes(75)), Activity.IN_USE));
    }
    bookings.stream()
        .flatMap(each -> each.uses().stream())
        .forEach(use -> acts.add(new TruthInterval(use.from(), use.to(), Activity.IN_USE)));
    unplanned.forEach(use -> acts.add(new TruthInterval(use.from(), use.to(), Activity.IN_USE)));
    faults.forEach(use -> acts.add(new TruthInterval(use.from(), use.to(), Activity.FAULT)));
    return new Script(acts);
  }
}
