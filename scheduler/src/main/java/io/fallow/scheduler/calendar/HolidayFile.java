package io.fallow.scheduler.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The holidays of an iCalendar file (RFC 5545): its events that last whole days, one or several,
 * once or by a rule, from one day to another. A file with anything else in it is refused, with
 * every fault and the number of the event that has it.
 */
public final class HolidayFile {

  /** The most days that one file may close. */
  public static final int MOST_DAYS = 1000;

  /** The longest that one file can reach. */
  public static final int LONGEST_DAYS = 5 * 366;

  private static final int MOST_EVENTS = 1000;
  private static final int LONGEST_NAME = 200;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern DURATION = Pattern.compile("\\+?P([0-9]{1,4})([DW])");

  private final LocalDate from;
  private final LocalDate until;
  private final List<Fault> faults = new ArrayList<>();
  private final Map<LocalDate, String> days = new TreeMap<>();
  private int number;

  private HolidayFile(LocalDate from, LocalDate until) {
    this.from = from;
    this.until = until;
  }

  /**
   * The closed days of a file, ascending; faults are about {@code calendar}.
   *
   * @param from the first day that counts
   * @param until the last one, at most {@link #LONGEST_DAYS} later
   */
  public static Checked<List<ClosedDay>> read(String text, LocalDate from, LocalDate until) {
    if (until.isBefore(from) || ChronoUnit.DAYS.between(from, until) > LONGEST_DAYS) {
      throw new IllegalArgumentException("from " + from + " until " + until);
    }
    return IcsEvents.read(text)
        .fold(
            events -> new HolidayFile(from, until).days(events),
            faults -> new Checked.Faulty<>(faults));
  }

  private Checked<List<ClosedDay>> days(List<IcsEvent> events) {
    if (events.size() > MOST_EVENTS) {
      faults.add(fault("too-many", "has more than " + MOST_EVENTS + " events"));
    } else {
      for (IcsEvent event : events) {
        number++;
        add(event);
      }
    }
    if (faults.isEmpty() && days.size() > MOST_DAYS) {
      faults.add(fault("too-many", "closes more than " + MOST_DAYS + " days"));
    }
    return faults.isEmpty()
        ? new Checked.Valid<>(
            days.entrySet().stream()
                .map(day -> new ClosedDay(day.getKey(), day.getValue()))
                .toList())
        : new Checked.Faulty<>(faults);
  }

  private void add(IcsEvent event) {
    if (event.first("STATUS").filter("CANCELLED"::equalsIgnoreCase).isPresent()) {
      return;
    }
    if (event.has("RDATE")) {
      wrong("unsupported", "has an RDATE, which is not taken");
    }
    Optional<LocalDate> start = day(event, "DTSTART");
    Optional<Integer> length = start.flatMap(first -> length(event, first));
    if (start.isPresent() && length.isPresent()) {
      close(event, start.get(), length.get());
    }
  }

  private Optional<LocalDate> day(IcsEvent event, String property) {
    Optional<String> text = event.first(property);
    Optional<LocalDate> day = text.flatMap(HolidayFile::day);
    if (text.isEmpty()) {
      wrong("missing", "has no " + property);
    } else if (day.isEmpty()) {
      wrong("not-all-day", "has a " + property + " that is not a day, such as 20261225");
    }
    return day;
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text, DAY));
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }

  /** In days; the end of an event is the first day after it. */
  private Optional<Integer> length(IcsEvent event, LocalDate start) {
    if (!event.has("DTEND") && !event.has("DURATION")) {
      return Optional.of(1);
    }
    Optional<Long> days =
        event.has("DTEND")
            ? day(event, "DTEND").map(end -> ChronoUnit.DAYS.between(start, end))
            : duration(event);
    if (days.isPresent() && (days.get() < 1 || days.get() > RecurringTime.LONGEST.toDays())) {
      wrong("out-of-range", "lasts less than a day or more than " + RecurringTime.LONGEST.toDays());
      return Optional.empty();
    }
    return days.map(Math::toIntExact);
  }

  private Optional<Long> duration(IcsEvent event) {
    Matcher match = DURATION.matcher(event.first("DURATION").orElse(""));
    if (!match.matches()) {
      wrong("format", "has a DURATION that is not in whole days");
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(match.group(1)) * (match.group(2).equals("W") ? 7 : 1));
  }

  private void close(IcsEvent event, LocalDate start, int length) {
    String name = name(event);
    if (event.has("RRULE")) {
      TimeRanges.of(recurring(event, start, length)).ranges().forEach(time -> close(time, name));
    } else {
      start.datesUntil(start.plusDays(length)).forEach(day -> close(day, name));
    }
  }

  private void close(TimeRange days, String name) {
    LocalDate first = LocalDate.ofInstant(days.start(), ZoneOffset.UTC);
    LocalDate end = LocalDate.ofInstant(days.end(), ZoneOffset.UTC);
    first.datesUntil(end).forEach(day -> close(day, name));
  }

  private void close(LocalDate day, String name) {
    if (!day.isBefore(from) && !day.isAfter(until)) {
      days.merge(day, name, HolidayFile::joined);
    }
  }

  /** Where there is no room for both names, the first one stands. */
  private static String joined(String one, String other) {
    boolean fits = one.length() + other.length() + 2 <= LONGEST_NAME;
    return fits && !one.contains(other) ? one + ", " + other : one;
  }

  /**
   * Days have no zone; in that of UTC each is as long as the other. Once too many days are closed,
   * only faults are of interest.
   */
  private List<TimeRange> recurring(IcsEvent event, LocalDate start, int length) {
    TimeRange range =
        new TimeRange(
            from.atStartOfDay(ZoneOffset.UTC).toInstant(),
            until.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    return RecurringTime.parse(
            event.first("RRULE").orElseThrow(),
            start.atStartOfDay(),
            ZoneOffset.UTC,
            Duration.ofDays(length),
            exceptions(event))
        .fold(
            time -> days.size() > MOST_DAYS ? List.<TimeRange>of() : time.within(range),
            wrong -> {
              wrong.forEach(fault -> wrong(fault.code(), "has a rule that " + fault.message()));
              return List.of();
            });
  }

  private List<LocalDateTime> exceptions(IcsEvent event) {
    List<LocalDateTime> exceptions = new ArrayList<>();
    for (String list : event.all("EXDATE")) {
      for (String text : list.split(",", -1)) {
        day(text)
            .ifPresentOrElse(
                day -> exceptions.add(day.atStartOfDay()),
                () -> wrong("not-all-day", "has an EXDATE that is not a day"));
      }
    }
    return exceptions;
  }

  private static String name(IcsEvent event) {
    String name =
        event
            .first("SUMMARY")
            .map(text -> text.replaceAll("\\\\[nN]", " ").replaceAll("\\\\(.)", "$1"))
            .map(text -> text.replaceAll("\\p{Cntrl}", " ").strip())
            .filter(text -> !text.isEmpty())
            .orElse("holiday");
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  private void wrong(String code, String message) {
    faults.add(fault(code, "event " + number + " " + message));
  }

  private static Fault fault(String code, String message) {
    return new Fault("calendar", code, message);
  }
}
