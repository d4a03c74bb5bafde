package io.fallow.scheduler.calendar;

import java.util.Optional;

/**
 * The parts of a recurrence rule (RFC 5545, 3.3.10) that are taken. Those that hold numbers know
 * their range; where zero isn't in it, a number may be negative, which counts from the end.
 */
enum RulePart {
  FREQ,
  INTERVAL,
  COUNT,
  UNTIL,
  WKST,
  BYDAY,
  BYMONTH(1, 12, false),
  BYWEEKNO(1, 53, true),
  BYYEARDAY(1, 366, true),
  BYMONTHDAY(1, 31, true),
  BYHOUR(0, 23, false),
  BYMINUTE(0, 59, false),
  BYSETPOS(1, 366, true);

  private final int least;
  private final int most;
  private final boolean fromTheEnd;

  RulePart() {
    this(0, -1, false);
  }

  RulePart(int least, int most, boolean fromTheEnd) {
    this.least = least;
    this.most = most;
    this.fromTheEnd = fromTheEnd;
  }

  /** The part of a name in capitals. */
  static Optional<RulePart> named(String name) {
    for (RulePart part : values()) {
      if (part.name().equals(name)) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  boolean holdsNumbers() {
    return least <= most;
  }

  boolean takes(int number) {
    int counted = fromTheEnd ? Math.abs(number) : number;
    return counted >= least && counted <= most;
  }

  String range() {
    String range = least + " to " + most;
    return fromTheEnd ? range + " or -" + least + " to -" + most : range;
  }
}
