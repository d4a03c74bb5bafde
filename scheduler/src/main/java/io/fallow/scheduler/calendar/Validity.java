package io.fallow.scheduler.calendar;

import java.time.LocalDate;
import java.util.Optional;

/** The days on which something holds, both ends included; without an end for ever. */
public record Validity(Optional<LocalDate> from, Optional<LocalDate> until) {

  /** Every day. */
  public static final Validity ALWAYS = new Validity(Optional.empty(), Optional.empty());

  /** Checks the order. */
  public Validity {
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      throw new IllegalArgumentException("ends before it starts: " + from + " .. " + until);
    }
  }

  /** Whether the day is one of them. */
  public boolean holdsOn(LocalDate day) {
    return !from.filter(day::isBefore).isPresent() && !until.filter(day::isAfter).isPresent();
  }
}
