package io.fallow.scheduler.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Something that recurs by a rule of RFC 5545 on the wall clock of a zone. Times follow the clock:
 * "Mondays at 09:00" stays at 09:00 through summer and winter. A time that the clock skips is moved
 * on by what is skipped (02:30 becomes 03:30), one that it shows twice is taken at its first
 * showing, as the RFC says; times that become equal by that are one.
 *
 * <p>The start is an occurrence only if the rule takes it. The count counts what the exceptions
 * take out.
 *
 * <p>To find occurrences takes time in proportion to the days that are asked about, at most 24
 * steps a day, however long ago the start was. Pure and immutable.
 */
public final class Recurrence {

  /** The most occurrences that a rule may have within {@link #LONGEST}. */
  public static final int MOST = 1000;

  /** The longest stretch of time whose occurrences can be asked for. */
  public static final Duration LONGEST = Duration.ofDays(400);

  private final RuleTimes times;
  private final ZoneId zone;
  private final Set<LocalDateTime> exceptions;
  private final Optional<Instant> end;

  Recurrence(RuleTimes times, ZoneId zone, Set<LocalDateTime> exceptions, Optional<Instant> end) {
    this.times = times;
    this.zone = zone;
    this.exceptions = exceptions;
    this.end = end;
  }

  /**
   * Reads a rule, such as {@code FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261231}, or names all its faults,
   * which are about {@code rule}, {@code start} and {@code exceptions}. Refuses, with no more
   * expanded than that needs, what recurs more often than hourly or more than {@link #MOST} times
   * within {@link #LONGEST}, and what has no occurrence, or not the last of a count, within ten
   * years.
   *
   * @param start from which on it recurs; whole minutes, shown once by the zone's clock
   * @param exceptions the clock's times at which it does not
   */
  public static Checked<Recurrence> parse(
      String rule, LocalDateTime start, ZoneId zone, Collection<LocalDateTime> exceptions) {
    return new RecurrenceCheck(start, zone, exceptions).check(rule);
  }

  /** What is wrong with a rule whenever and wherever it begins. */
  public static List<Fault> faults(String rule) {
    return RuleText.read(rule).fold(read -> List.of(), found -> found);
  }

  /** The first instant from which on there is certainly none; empty for what recurs for ever. */
  public Optional<Instant> end() {
    return end;
  }

  /**
   * The occurrences within a stretch of time, ascending.
   *
   * @throws IllegalArgumentException for a stretch that is longer than {@link #LONGEST}
   */
  public List<ZonedDateTime> occurrences(TimeRange within) {
    TreeMap<Instant, ZonedDateTime> found = new TreeMap<>();
    for (LocalDateTime time : localTimes(within)) {
      ZonedDateTime at = time.atZone(zone);
      found.put(at.toInstant(), at);
    }
    return List.copyOf(found.values());
  }

  /**
   * What the rule wants the clock to show at the occurrences within a stretch of time, ascending:
   * also where the clock skips just that, or shows it twice.
   *
   * @throws IllegalArgumentException for a stretch that is longer than {@link #LONGEST}
   */
  public List<LocalDateTime> localTimes(TimeRange within) {
    if (within.length().compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("at most " + LONGEST.toDays() + " days: " + within);
    }
    // A clock can skip a whole day, which moves what is on it by as much.
    LocalDate first = LocalDate.ofInstant(within.start(), zone).minusDays(1);
    LocalDate last = LocalDate.ofInstant(within.end(), zone).plusDays(1);
    return times.on(first, last).stream().filter(time -> isWithin(time, within)).toList();
  }

  private boolean isWithin(LocalDateTime time, TimeRange within) {
    ZonedDateTime at = time.atZone(zone);
    return !exceptions.contains(time) && isBeforeEnd(at) && within.contains(at.toInstant());
  }

  private boolean isBeforeEnd(ZonedDateTime at) {
    return end.isEmpty() || at.toInstant().isBefore(end.get());
  }
}
