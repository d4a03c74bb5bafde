package io.fallow.scheduler.api.calendar;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.calendar.DayHours;
import io.fallow.scheduler.calendar.Validity;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads lists of hours from a body; each fault is named with its place, such as week[2].opens. */
final class HoursReader {

  private static final Pattern TIME = Pattern.compile("[0-2][0-9]:[0-5][0-9]");
  private static final Set<String> HOURS = Set.of("opens", "closes");
  private static final Set<String> WEEKLY =
      Set.of("day", "opens", "closes", "validFrom", "validUntil");

  private final Inputs inputs;

  HoursReader(Inputs inputs) {
    this.inputs = inputs;
  }

  /** The hours of a week; those without a fault. */
  List<WeeklyOpening> week(String field) {
    List<WeeklyOpening> week = new ArrayList<>();
    JsonArray items = inputs.list(field).orElse(new JsonArray());
    for (int index = 0; index < items.size(); index++) {
      String place = field + "[" + index + "]";
      JsonObject item = items.getJsonObject(index);
      knownOnly(place, item, WEEKLY);
      Optional<DayOfWeek> day = weekday(place + ".day", item);
      Optional<DayHours> hours = hours(place, item);
      Optional<Validity> validity = validity(place, item);
      if (day.isPresent() && hours.isPresent() && validity.isPresent()) {
        week.add(new WeeklyOpening(day.get(), hours.get(), validity.get()));
      }
    }
    return week;
  }

  /** The hours of a day; those without a fault. Two that overlap are one. */
  List<DayHours> day(String field) {
    List<DayHours> day = new ArrayList<>();
    Set<LocalTime> starts = new HashSet<>();
    JsonArray items = inputs.list(field).orElse(new JsonArray());
    for (int index = 0; index < items.size(); index++) {
      String place = field + "[" + index + "]";
      JsonObject item = items.getJsonObject(index);
      knownOnly(place, item, HOURS);
      Optional<DayHours> hours = hours(place, item);
      hours.ifPresent(day::add);
      if (hours.isPresent() && !starts.add(hours.get().opens())) {
        fault(place + ".opens", "repeated", "is the start of hours named before");
      }
    }
    return day;
  }

  private void knownOnly(String place, JsonObject item, Set<String> known) {
    for (String name : item.fieldNames()) {
      if (!known.contains(name)) {
        fault(place + "." + name, "unknown", "is not known");
      }
    }
  }

  private Optional<DayOfWeek> weekday(String place, JsonObject item) {
    Optional<DayOfWeek> day =
        text(place, item, "day")
            .flatMap(
                name ->
                    List.of(DayOfWeek.values()).stream()
                        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst());
    if (day.isEmpty() && item.getValue("day") instanceof String) {
      fault(place, "choice", "must be one of monday to sunday");
    }
    return day;
  }

  private Optional<DayHours> hours(String place, JsonObject item) {
    Optional<LocalTime> opens = time(place + ".opens", item, "opens");
    Optional<LocalTime> closes = time(place + ".closes", item, "closes");
    if (opens.isEmpty() || closes.isEmpty()) {
      return Optional.empty();
    }
    if (!DayHours.areOrdered(opens.get(), closes.get())) {
      fault(
          place + ".closes",
          "order",
          "must be later than opens: cut hours over midnight in two, until 24:00 and from 00:00");
      return Optional.empty();
    }
    return Optional.of(new DayHours(opens.get(), closes.get()));
  }

  private Optional<LocalTime> time(String place, JsonObject item, String name) {
    Optional<String> text = text(place, item, name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (name.equals("closes") && text.get().equals("24:00")) {
      return Optional.of(LocalTime.MIDNIGHT);
    }
    if (TIME.matcher(text.get()).matches() && text.get().compareTo("24") < 0) {
      LocalTime time = LocalTime.parse(text.get());
      if (!name.equals("closes") || !time.equals(LocalTime.MIDNIGHT)) {
        return Optional.of(time);
      }
    }
    fault(place, "format", "must be a time of day such as 08:30; the day's end is 24:00");
    return Optional.empty();
  }

  private Optional<Validity> validity(String place, JsonObject item) {
    Optional<LocalDate> from = date(place + ".validFrom", item, "validFrom");
    Optional<LocalDate> until = date(place + ".validUntil", item, "validUntil");
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      fault(place + ".validUntil", "order", "must not be before validFrom");
      return Optional.empty();
    }
    return Optional.of(new Validity(from, until));
  }

  private Optional<LocalDate> date(String place, JsonObject item, String name) {
    if (!item.containsKey(name)) {
      return Optional.empty();
    }
    try {
      return text(place, item, name)
          .map(LocalDate::parse)
          .filter(day -> day.getYear() >= 2000 && day.getYear() <= 2200)
          .or(
              () -> {
                fault(place, "format", "must be a day between the years 2000 and 2200");
                return Optional.empty();
              });
    } catch (DateTimeException notADay) {
      fault(place, "format", "must be a day, such as 2026-11-21");
      return Optional.empty();
    }
  }

  private Optional<String> text(String place, JsonObject item, String name) {
    if (item.getValue(name) instanceof String text) {
      return Optional.of(text);
    }
    fault(
        place,
        item.containsKey(name) ? "type" : "missing",
        item.containsKey(name) ? "must be a string" : "is required");
    return Optional.empty();
  }

  private void fault(String place, String code, String message) {
    inputs.fault("body", place, code, message);
  }
}
