package io.fallow.scheduler.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Set;

/**
 * Which days a recurrence rule takes, and to which of its periods (hours and days by the day, else
 * weeks, months, years) a day belongs. Asks each day by itself, so that its cost does not depend on
 * how far away the rule starts.
 */
final class RuleDays {

  private final RecurrenceRule rule;
  private final LocalDate start;
  private final WeekFields weeks;
  private final Set<Integer> months;
  private final Set<Integer> monthDays;
  private final List<NthDay> days;

  RuleDays(RecurrenceRule rule, LocalDate start) {
    this.rule = rule;
    this.start = start;
    this.weeks = WeekFields.of(rule.weekStart(), 4);
    boolean bareYear = rule.frequency() == Frequency.YEARLY && namesNoDay();
    this.months =
        bareYear && !rule.has(RulePart.BYMONTH)
            ? Set.of(start.getMonthValue())
            : rule.numbers(RulePart.BYMONTH);
    this.monthDays =
        bareYear || (rule.frequency() == Frequency.MONTHLY && namesNoDay())
            ? Set.of(start.getDayOfMonth())
            : rule.numbers(RulePart.BYMONTHDAY);
    this.days = takesStartsWeekday() ? List.of(new NthDay(0, start.getDayOfWeek())) : rule.days();
  }

  private boolean namesNoDay() {
    return rule.hasNone(RulePart.BYDAY, RulePart.BYMONTHDAY, RulePart.BYYEARDAY, RulePart.BYWEEKNO);
  }

  private boolean takesStartsWeekday() {
    return rule.hasNone(RulePart.BYDAY, RulePart.BYMONTHDAY, RulePart.BYYEARDAY)
        && (rule.frequency() == Frequency.WEEKLY || rule.has(RulePart.BYWEEKNO));
  }

  boolean takes(LocalDate day) {
    return isInPeriod(day)
        && (months.isEmpty() || months.contains(day.getMonthValue()))
        && isCounted(monthDays, day.getDayOfMonth(), day.lengthOfMonth())
        && isCounted(rule.numbers(RulePart.BYYEARDAY), day.getDayOfYear(), day.lengthOfYear())
        && isInWeek(day)
        && isOnWeekday(day);
  }

  /** Whether a number is among those asked for, counted from 1 up or from the last, -1, down. */
  private static boolean isCounted(Set<Integer> asked, int number, int length) {
    return asked.isEmpty() || asked.contains(number) || asked.contains(number - length - 1);
  }

  private boolean isInWeek(LocalDate day) {
    Set<Integer> asked = rule.numbers(RulePart.BYWEEKNO);
    if (asked.isEmpty()) {
      return true;
    }
    int length = (int) weeks.weekOfWeekBasedYear().rangeRefinedBy(day).getMaximum();
    return isCounted(asked, day.get(weeks.weekOfWeekBasedYear()), length);
  }

  private boolean isOnWeekday(LocalDate day) {
    if (days.isEmpty()) {
      return true;
    }
    DayOfWeek weekday = day.getDayOfWeek();
    boolean ofMonth = rule.frequency() == Frequency.MONTHLY || !months.isEmpty();
    int dayOf = ofMonth ? day.getDayOfMonth() : day.getDayOfYear();
    int length = ofMonth ? day.lengthOfMonth() : day.lengthOfYear();
    return days.stream().anyMatch(asked -> asked.isMeant(weekday, dayOf, length));
  }

  private boolean isInPeriod(LocalDate day) {
    return switch (rule.frequency()) {
      case HOURLY -> true;
      case DAILY -> isDue(ChronoUnit.DAYS.between(start, day));
      case WEEKLY -> isDue(ChronoUnit.WEEKS.between(periodStart(start), periodStart(day)));
      case MONTHLY -> isDue(ChronoUnit.MONTHS.between(periodStart(start), periodStart(day)));
      case YEARLY -> isDue(year(day) - year(start));
    };
  }

  private boolean isDue(long periodsAfterStart) {
    return periodsAfterStart % rule.interval() == 0;
  }

  private int year(LocalDate day) {
    return rule.has(RulePart.BYWEEKNO) ? day.get(weeks.weekBasedYear()) : day.getYear();
  }

  /** The first day of the period of a day. */
  LocalDate periodStart(LocalDate day) {
    return switch (rule.frequency()) {
      case HOURLY, DAILY -> day;
      case WEEKLY -> weekStart(day);
      case MONTHLY -> day.withDayOfMonth(1);
      case YEARLY -> rule.has(RulePart.BYWEEKNO) ? weekYearStart(year(day)) : day.withDayOfYear(1);
    };
  }

  /** The first day of the period after that of a day. */
  LocalDate nextPeriodStart(LocalDate day) {
    return switch (rule.frequency()) {
      case HOURLY, DAILY -> day.plusDays(1);
      case WEEKLY -> weekStart(day).plusWeeks(1);
      case MONTHLY -> day.withDayOfMonth(1).plusMonths(1);
      case YEARLY ->
          rule.has(RulePart.BYWEEKNO)
              ? weekYearStart(year(day) + 1)
              : day.withDayOfYear(1).plusYears(1);
    };
  }

  private LocalDate weekStart(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(rule.weekStart()));
  }

  /** A year of weeks starts with the week in which the fourth of January lies. */
  private LocalDate weekYearStart(int year) {
    return weekStart(LocalDate.of(year, 1, 4));
  }
}
