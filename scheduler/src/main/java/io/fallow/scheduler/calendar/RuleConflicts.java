package io.fallow.scheduler.calendar;

import static io.fallow.scheduler.calendar.Frequency.DAILY;
import static io.fallow.scheduler.calendar.Frequency.HOURLY;
import static io.fallow.scheduler.calendar.Frequency.MONTHLY;
import static io.fallow.scheduler.calendar.Frequency.WEEKLY;
import static io.fallow.scheduler.calendar.Frequency.YEARLY;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The parts of a rule that RFC 5545 doesn't let stand together, or that would mean nothing. */
final class RuleConflicts {

  private final RecurrenceRule rule;
  private final List<Fault> faults = new ArrayList<>();

  private RuleConflicts(RecurrenceRule rule) {
    this.rule = rule;
  }

  static List<Fault> in(RecurrenceRule rule) {
    RuleConflicts conflicts = new RuleConflicts(rule);
    conflicts.find();
    return conflicts.faults;
  }

  private void find() {
    if (rule.count().isPresent() && rule.until().isPresent()) {
      conflict("has both COUNT and UNTIL");
    }
    if (rule.numbers(RulePart.BYMINUTE).size() > 1) {
      fault("too-frequent", "repeats more often than hourly");
    }
    onlyWith(RulePart.BYWEEKNO, Set.of(YEARLY));
    onlyWith(RulePart.BYYEARDAY, Set.of(HOURLY, YEARLY));
    onlyWith(RulePart.BYMONTHDAY, Set.of(HOURLY, DAILY, MONTHLY, YEARLY));
    onlyWith(RulePart.BYSETPOS, Set.of(DAILY, WEEKLY, MONTHLY, YEARLY));
    nthDays();
    if (rule.has(RulePart.BYSETPOS) && isBare()) {
      conflict("has BYSETPOS without another BY part to choose from");
    }
  }

  private void onlyWith(RulePart part, Set<Frequency> frequencies) {
    if (rule.has(part) && !frequencies.contains(rule.frequency())) {
      conflict("has " + part + ", which does not go with FREQ=" + rule.frequency());
    }
  }

  private void nthDays() {
    if (!rule.hasNthDays()) {
      return;
    }
    if (rule.frequency() != MONTHLY && rule.frequency() != YEARLY) {
      conflict("has a numbered BYDAY, which does not go with FREQ=" + rule.frequency());
    }
    if (!rule.hasNone(RulePart.BYWEEKNO, RulePart.BYMONTHDAY, RulePart.BYYEARDAY)) {
      conflict("has a numbered BYDAY beside BYWEEKNO, BYMONTHDAY or BYYEARDAY");
    }
  }

  private boolean isBare() {
    return rule.days().isEmpty() && rule.numbers().keySet().equals(Set.of(RulePart.BYSETPOS));
  }

  private void conflict(String message) {
    fault("conflict", message);
  }

  private void fault(String code, String message) {
    faults.add(new Fault("rule", code, message));
  }
}
