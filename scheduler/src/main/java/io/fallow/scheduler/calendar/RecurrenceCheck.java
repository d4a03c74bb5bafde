package io.fallow.scheduler.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a recurrence of what somebody wrote, or tells all that is wrong with it. */
final class RecurrenceCheck {

  /** In which the first of any rule and the last of a counted one must lie. */
  private static final int REACH_YEARS = 10;

  /** More days than these are not expanded at once. */
  private static final int STEP_DAYS = (int) Recurrence.LONGEST.toDays();

  private final LocalDateTime start;
  private final ZoneId zone;
  private final Collection<LocalDateTime> exceptions;
  private final List<Fault> faults = new ArrayList<>();

  RecurrenceCheck(LocalDateTime start, ZoneId zone, Collection<LocalDateTime> exceptions) {
    this.start = start;
    this.zone = zone;
    this.exceptions = exceptions;
  }

  Checked<Recurrence> check(String text) {
    checkStart();
    if (exceptions.size() > Recurrence.MOST) {
      fault("exceptions", "too-many", "are more than " + Recurrence.MOST);
    }
    return RuleText.read(text).fold(this::expand, this::refuse);
  }

  private void checkStart() {
    if (start.getYear() < 1900 || start.getYear() > 2200) {
      fault("start", "out-of-range", "is not between the years 1900 and 2200");
    } else {
      LocalTimes.fault("start", start, zone).ifPresent(faults::add);
    }
    if (!start.equals(start.truncatedTo(ChronoUnit.MINUTES))) {
      fault("start", "format", "is not in whole minutes");
    }
  }

  private Checked<Recurrence> expand(RecurrenceRule rule) {
    Optional<Instant> until = rule.until().flatMap(this::until);
    if (!faults.isEmpty()) {
      return refuse(List.of());
    }
    RuleTimes times = new RuleTimes(rule, start);
    Optional<Instant> end = rule.count().isPresent() ? last(times, rule.count().getAsInt()) : until;
    if (rule.count().isEmpty()) {
      checkDensity(new Recurrence(times, zone, Set.of(), end));
    }
    return faults.isEmpty()
        ? new Checked.Valid<>(new Recurrence(times, zone, Set.copyOf(exceptions), end))
        : refuse(List.of());
  }

  private Optional<Instant> until(String text) {
    Optional<Instant> until = RuleEnd.read(text, zone);
    if (until.isEmpty()) {
      fault("rule", "format", "has an UNTIL that is not like 20261231 or 20261231T225959Z");
    } else if (!until.get().isAfter(start.atZone(zone).toInstant())) {
      fault("rule", "reversed", "has an UNTIL before its start");
    }
    return until;
  }

  private Optional<Instant> last(RuleTimes times, int count) {
    int left = count;
    for (LocalDate day = start.toLocalDate(); isInReach(day); day = day.plusDays(STEP_DAYS)) {
      List<LocalDateTime> some = times.on(day, day.plusDays(STEP_DAYS - 1));
      if (some.size() >= left) {
        return Optional.of(some.get(left - 1).atZone(zone).toInstant().plusSeconds(1));
      }
      left -= some.size();
    }
    fault("rule", "too-long", "does not come to its COUNT within " + REACH_YEARS + " years");
    return Optional.empty();
  }

  private void checkDensity(Recurrence recurrence) {
    Instant from = start.atZone(zone).toInstant();
    int first = recurrence.occurrences(TimeRange.from(from, Recurrence.LONGEST)).size();
    if (first > Recurrence.MOST) {
      fault(
          "rule",
          "too-many",
          "recurs more than " + Recurrence.MOST + " times within " + STEP_DAYS + " days");
    } else if (first == 0 && !recursLater(recurrence, from)) {
      fault("rule", "never", "does not recur within " + REACH_YEARS + " years");
    }
  }

  private boolean recursLater(Recurrence recurrence, Instant from) {
    Instant at = from;
    while (isInReach(LocalDate.ofInstant(at, zone))) {
      if (!recurrence.occurrences(TimeRange.from(at, Recurrence.LONGEST)).isEmpty()) {
        return true;
      }
      at = at.plus(Recurrence.LONGEST);
    }
    return false;
  }

  private boolean isInReach(LocalDate day) {
    return day.isBefore(start.toLocalDate().plusYears(REACH_YEARS));
  }

  private Checked<Recurrence> refuse(List<Fault> more) {
    faults.addAll(more);
    return new Checked.Faulty<>(faults);
  }

  private void fault(String field, String code, String message) {
    faults.add(new Fault(field, code, message));
  }
}
