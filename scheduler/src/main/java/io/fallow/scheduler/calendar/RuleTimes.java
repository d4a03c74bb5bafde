package io.fallow.scheduler.calendar;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The local times at which a recurrence rule recurs, from its start on, without its count, its end
 * and its exceptions. What it takes to find them depends on the days that are asked about alone: at
 * most 24 times a day.
 */
final class RuleTimes {

  private final RecurrenceRule rule;
  private final LocalDateTime start;
  private final RuleDays days;
  private final List<Integer> hours;
  private final int minute;

  RuleTimes(RecurrenceRule rule, LocalDateTime start) {
    this.rule = rule;
    this.start = start;
    this.days = new RuleDays(rule, start.toLocalDate());
    Set<Integer> asked = rule.numbers(RulePart.BYHOUR);
    this.hours =
        rule.frequency() == Frequency.HOURLY
            ? IntStream.range(0, 24)
                .boxed()
                .filter(h -> asked.isEmpty() || asked.contains(h))
                .toList()
            : asked.isEmpty() ? List.of(start.getHour()) : asked.stream().sorted().toList();
    this.minute = rule.numbers(RulePart.BYMINUTE).stream().findFirst().orElse(start.getMinute());
  }

  /** The times on the days from one to another, both included, ascending. */
  List<LocalDateTime> on(LocalDate first, LocalDate last) {
    LocalDate from = first.isBefore(start.toLocalDate()) ? start.toLocalDate() : first;
    if (last.isBefore(from)) {
      return List.of();
    }
    List<LocalDateTime> times =
        rule.has(RulePart.BYSETPOS) ? chosen(from, last) : plain(from, last);
    return times.stream()
        .filter(time -> !time.isBefore(start))
        .filter(time -> !time.toLocalDate().isBefore(from) && !time.toLocalDate().isAfter(last))
        .toList();
  }

  private List<LocalDateTime> plain(LocalDate first, LocalDate last) {
    List<LocalDateTime> times = new ArrayList<>();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      if (days.takes(day)) {
        addTimes(times, day);
      }
    }
    return times;
  }

  private void addTimes(List<LocalDateTime> times, LocalDate day) {
    for (int hour : hours) {
      LocalDateTime time = day.atTime(LocalTime.of(hour, minute));
      if (rule.frequency() != Frequency.HOURLY || isDue(time)) {
        times.add(time);
      }
    }
  }

  private boolean isDue(LocalDateTime time) {
    long after =
        ChronoUnit.HOURS.between(
            start.truncatedTo(ChronoUnit.HOURS), time.truncatedTo(ChronoUnit.HOURS));
    return after % rule.interval() == 0;
  }

  /** Takes from all times of each period those at the asked positions. */
  private List<LocalDateTime> chosen(LocalDate first, LocalDate last) {
    List<LocalDateTime> times = new ArrayList<>();
    LocalDate from = days.periodStart(first);
    while (!from.isAfter(last)) {
      LocalDate next = days.nextPeriodStart(from);
      times.addAll(positioned(plain(from, next.minusDays(1))));
      from = next;
    }
    return times;
  }

  private Set<LocalDateTime> positioned(List<LocalDateTime> period) {
    Set<LocalDateTime> chosen = new TreeSet<>();
    for (int position : rule.numbers(RulePart.BYSETPOS)) {
      int index = position > 0 ? position - 1 : period.size() + position;
      if (index >= 0 && index < period.size()) {
        chosen.add(period.get(index));
      }
    }
    return chosen;
  }
}
