package io.fallow.scheduler.calendar;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Tells a wall clock's time that means one instant from one that means none or two. */
public final class LocalTimes {

  private LocalTimes() {}

  /**
   * What is wrong with a wall clock's time in a zone: the clock never shows it, or shows it twice.
   */
  public static Optional<Fault> fault(String field, LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      return Optional.of(
          new Fault(
              field, "nonexistent", "does not exist in " + zone + ": the clocks skip " + local));
    }
    if (offsets.size() > 1) {
      return Optional.of(
          new Fault(
              field,
              "ambiguous",
              "is ambiguous in " + zone + ": the clocks show " + local + " twice"));
    }
    return Optional.empty();
  }
}
