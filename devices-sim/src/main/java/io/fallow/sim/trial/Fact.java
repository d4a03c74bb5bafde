package io.fallow.sim.trial;

import io.fallow.sim.trial.Booked.Habit;
import io.fallow.sim.trial.Booked.Use;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that a day holds for the scheduler to find out.
 *
 * @param subject asset and, of a booking, its start
 * @param at when it came about
 */
record Fact(Kind kind, String subject, Instant at) {

  /** What there is to be found out. */
  enum Kind {
    CHECKED_IN("checked in"),
    NO_SHOW("no-show"),
    RELEASE_OFFERED("release offered"),
    OVERRUN("overrun"),
    NEXT_START_DELAYED("next start delayed"),
    COMPLETED("completed, used until"),
    UNOBSERVED("completed, unobserved"),
    UNEXPLAINED_USE("unexplained use"),
    FAULT("fault locks out"),
    FAULT_OVER("fault over, lets in");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /** Whether it is of use only while it lasts: nobody is told when that is over. */
    boolean isOfTheMoment() {
      return this == RELEASE_OFFERED || this == NEXT_START_DELAYED;
    }
  }

  static String subject(String asset, Instant start) {
    return asset + " " + start;
  }

  /** How late a booker may be, and after how long a pause a release is offered. */
  static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  /** All that a machine's day holds, by what really happens. */
  static List<Fact> of(Machine machine) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < machine.bookings().size(); i++) {
      Booked booked = machine.bookings().get(i);
      add(facts, subject(machine.code(), booked.start()), booked);
      if (booked.habit() == Habit.HOLDS_UP && i + 1 < machine.bookings().size()) {
        Booked next = machine.bookings().get(i + 1);
        Instant noticed = next.start().minus(Machine.TURNAROUND);
        facts.add(
            new Fact(Kind.NEXT_START_DELAYED, subject(machine.code(), next.start()), noticed));
      }
    }
    for (Use use : machine.unplanned()) {
      facts.add(new Fact(Kind.UNEXPLAINED_USE, machine.code(), use.from()));
    }
    for (Use fault : machine.faults()) {
      facts.add(new Fact(Kind.FAULT, machine.code(), fault.from()));
      facts.add(new Fact(Kind.FAULT_OVER, machine.code(), fault.to()));
    }
    return facts;
  }

  private static void add(List<Fact> facts, String subject, Booked booked) {
    if (booked.uses().isEmpty()) {
      facts.add(new Fact(Kind.NO_SHOW, subject, booked.start().plus(HALF_AN_HOUR)));
      return;
    }
    facts.add(new Fact(Kind.CHECKED_IN, subject, booked.came().orElseThrow()));
    facts.add(new Fact(Kind.COMPLETED, subject, booked.left().orElseThrow()));
    if (booked.staysOn()) {
      facts.add(new Fact(Kind.OVERRUN, subject, booked.end()));
    }
    booked
        .pauses(HALF_AN_HOUR)
        .forEach(
            from -> facts.add(new Fact(Kind.RELEASE_OFFERED, subject, from.plus(HALF_AN_HOUR))));
  }

  /** What there is to be said of bookings of a machine that never reports. */
  static List<Fact> unobserved(Machine machine) {
    return machine.bookings().stream()
        .map(
            booked ->
                new Fact(Kind.UNOBSERVED, subject(machine.code(), booked.start()), booked.end()))
        .toList();
  }
}
