package io.fallow.sim.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A booking of a day and what its booker really does.
 *
 * @param guest code of the organisation that books
 * @param uses when it uses the machine, in order; none for one that doesn't come
 */
record Booked(Habit habit, String guest, Instant start, Instant end, List<Use> uses) {

  /** A stretch of use. */
  record Use(Instant from, Instant to) {}

  /** What people do with their bookings. */
  enum Habit {
    PUNCTUAL,
    EARLY,
    LATE,
    NO_SHOW,
    LEAVES_EARLY,
    PAUSES,
    STAYS_ON,
    /** Until the next one's time has begun. */
    HOLDS_UP,
    /** Comes once the one who holds it up is gone. */
    HELD_UP
  }

  Booked {
    uses = List.copyOf(uses);
  }

  Optional<Instant> came() {
    return uses.stream().findFirst().map(use -> use.from().isAfter(start) ? use.from() : start);
  }

  Optional<Instant> left() {
    return uses.isEmpty() ? Optional.empty() : Optional.of(uses.get(uses.size() - 1).to());
  }

  boolean staysOn() {
    return left().filter(end::isBefore).isPresent();
  }

  /** Since when the machine stands unused for longer than said, before the end. */
  List<Instant> pauses(Duration longerThan) {
    List<Instant> found = new ArrayList<>();
    for (int i = 0; i < uses.size(); i++) {
      Instant until = i + 1 < uses.size() ? uses.get(i + 1).from() : end;
      Instant from = uses.get(i).to();
      if (from.plus(longerThan).isBefore(until)) {
        found.add(from);
      }
    }
    return found;
  }

  /** What a booker of a habit does; one who is held up comes after {@code free}. */
  static Booked of(
      Habit habit, String guest, Instant start, Instant end, Instant free, Random dice) {
    Instant soon = after(start, 1, 8, dice);
    Instant inTime = after(end, -5, -1, dice);
    List<Use> uses =
        switch (habit) {
          case PUNCTUAL -> List.of(new Use(soon, inTime));
          case EARLY -> List.of(new Use(after(start, -10, -3, dice), inTime));
          case LATE -> List.of(new Use(after(start, 12, 24, dice), inTime));
          case NO_SHOW -> List.of();
          case LEAVES_EARLY -> List.of(new Use(soon, after(end, -58, -48, dice)));
          case PAUSES -> {
            Instant pause = after(start, 20, 30, dice);
            yield List.of(new Use(soon, pause), new Use(after(pause, 45, 50, dice), inTime));
          }
          case STAYS_ON, HOLDS_UP -> List.of(new Use(soon, after(end, 22, 38, dice)));
          case HELD_UP -> List.of(new Use(after(free, 4, 10, dice), inTime));
        };
    return new Booked(habit, guest, start, end, uses);
  }

  private static Instant after(Instant instant, int fromMinutes, int toMinutes, Random dice) {
    return instant.plusSeconds(60L * fromMinutes + dice.nextInt(60 * (toMinutes - fromMinutes)));
  }
}
