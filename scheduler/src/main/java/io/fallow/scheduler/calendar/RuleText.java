package io.fallow.scheduler.calendar;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the text of a recurrence rule strictly: each part once, each value within its range. Looks
 * at no more text than a rule may have, and collects every fault.
 */
final class RuleText {

  /** The longest rule, in characters. */
  static final int LONGEST = 512;

  /** The largest interval between periods, and the highest count. */
  static final int MOST = 1000;

  private final List<Fault> faults = new ArrayList<>();
  private final Map<RulePart, String> parts = new EnumMap<>(RulePart.class);

  private RuleText() {}

  static Checked<RecurrenceRule> read(String text) {
    if (text.length() > LONGEST) {
      return new Checked.Faulty<>(
          List.of(
              new Fault("rule", "too-long", "is longer than " + LONGEST + " characters at most")));
    }
    RuleText reader = new RuleText();
    return reader.split(text.toUpperCase(Locale.ROOT))
        ? reader.rule()
        : new Checked.Faulty<>(reader.faults);
  }

  /** Whether the text is made of parts at all. */
  private boolean split(String text) {
    for (String piece : text.split(";", -1)) {
      int equals = piece.indexOf('=');
      if (equals < 0) {
        fault("format", "is not of the form NAME=VALUE;NAME=VALUE, such as FREQ=WEEKLY;BYDAY=MO");
        return false;
      }
      String name = piece.substring(0, equals);
      RulePart.named(name)
          .ifPresentOrElse(
              part -> take(part, piece.substring(equals + 1)),
              () -> fault("unknown-part", "has a part that is not taken: " + shown(name)));
    }
    return true;
  }

  private void take(RulePart part, String value) {
    if (parts.put(part, value) != null) {
      fault("repeated-part", "has " + part + " more than once");
    }
  }

  private Checked<RecurrenceRule> rule() {
    Optional<Frequency> frequency = frequency();
    int interval = positive(RulePart.INTERVAL).orElse(1);
    OptionalInt count = positive(RulePart.COUNT);
    List<NthDay> days = days();
    Map<RulePart, Set<Integer>> numbers = numbers();
    DayOfWeek weekStart = weekStart();
    if (frequency.isEmpty()) {
      return new Checked.Faulty<>(faults);
    }
    RecurrenceRule rule =
        new RecurrenceRule(
            frequency.get(),
            interval,
            count,
            Optional.ofNullable(parts.get(RulePart.UNTIL)),
            days,
            numbers,
            weekStart);
    faults.addAll(RuleConflicts.in(rule));
    return faults.isEmpty() ? new Checked.Valid<>(rule) : new Checked.Faulty<>(faults);
  }

  private Optional<Frequency> frequency() {
    String value = parts.get(RulePart.FREQ);
    if (value == null) {
      fault("missing-frequency", "has no FREQ");
      return Optional.empty();
    }
    for (Frequency frequency : Frequency.values()) {
      if (frequency.name().equals(value)) {
        return Optional.of(frequency);
      }
    }
    if (value.equals("SECONDLY") || value.equals("MINUTELY")) {
      fault("too-frequent", "repeats more often than hourly");
    } else {
      fault("format", "has a FREQ that is none of HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY");
    }
    return Optional.empty();
  }

  private OptionalInt positive(RulePart part) {
    String value = parts.get(part);
    if (value == null) {
      return OptionalInt.empty();
    }
    OptionalInt number = number(value);
    if (number.isEmpty() || number.getAsInt() < 1 || number.getAsInt() > MOST) {
      fault("out-of-range", "has " + part + " that is not 1 to " + MOST);
      return OptionalInt.empty();
    }
    return number;
  }

  private List<NthDay> days() {
    String value = parts.get(RulePart.BYDAY);
    List<NthDay> days = new ArrayList<>();
    if (value != null) {
      for (String item : value.split(",", -1)) {
        NthDay.parse(item)
            .ifPresentOrElse(
                days::add, () -> fault("format", "has a BYDAY that is no weekday: " + shown(item)));
      }
    }
    return days;
  }

  private Map<RulePart, Set<Integer>> numbers() {
    Map<RulePart, Set<Integer>> numbers = new EnumMap<>(RulePart.class);
    parts.forEach(
        (part, value) -> {
          if (part.holdsNumbers()) {
            numbers.put(part, numbers(part, value));
          }
        });
    return numbers;
  }

  private Set<Integer> numbers(RulePart part, String list) {
    Set<Integer> numbers = new TreeSet<>();
    for (String item : list.split(",", -1)) {
      OptionalInt number = number(item);
      if (number.isPresent() && part.takes(number.getAsInt())) {
        numbers.add(number.getAsInt());
      } else {
        fault("out-of-range", "has " + part + " " + shown(item) + ", not " + part.range());
      }
    }
    return numbers;
  }

  private DayOfWeek weekStart() {
    String value = parts.getOrDefault(RulePart.WKST, "MO");
    Optional<NthDay> day = NthDay.parse(value).filter(weekday -> weekday.nth() == 0);
    if (day.isEmpty()) {
      fault("format", "has a WKST that is no weekday");
    }
    return day.map(NthDay::day).orElse(DayOfWeek.MONDAY);
  }

  private static OptionalInt number(String text) {
    return text.matches("[+-]?[0-9]{1,4}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  private static String shown(String text) {
    String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
    return clean.length() > 20 ? clean.substring(0, 20) + "…" : clean;
  }

  private void fault(String code, String message) {
    faults.add(new Fault("rule", code, message));
  }
}
