package io.fallow.scheduler.calendar;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which hours are shared on which day. An exception goes before all else: the asset's own, else its
 * facility's. Without one, a day that is closed is none; on any other the week's hours hold: the
 * asset's own where such hold on that day, else its facility's. Pure.
 *
 * @param own what the asset's owner says of the asset alone
 * @param closed the facility's closed days, each with its reason
 */
record Schedule(Hours own, Hours facility, Map<LocalDate, String> closed) {

  /** What is said of one facility or one asset. */
  record Hours(List<WeeklyOpening> week, Map<LocalDate, OpeningException> exceptions) {

    static final Hours NONE = new Hours(List.of(), Map.of());

    private boolean saysAnythingOf(LocalDate day) {
      return week.stream().anyMatch(opening -> opening.validity().holdsOn(day));
    }

    private List<DayHours> weekly(LocalDate day) {
      return week.stream().filter(opening -> opening.isOn(day)).map(WeeklyOpening::hours).toList();
    }
  }

  /** The hours of a day, whether it is a closed one or not. */
  List<DayHours> on(LocalDate day) {
    return exception(day)
        .map(OpeningException::hours)
        .orElseGet(() -> own.saysAnythingOf(day) ? own.weekly(day) : facility.weekly(day));
  }

  private Optional<OpeningException> exception(LocalDate day) {
    return Optional.ofNullable(own.exceptions().get(day))
        .or(() -> Optional.ofNullable(facility.exceptions().get(day)));
  }

  /** The days on which nothing is shared, each with its reason. */
  Map<LocalDate, String> closedDays() {
    Map<LocalDate, String> days = new HashMap<>(closed);
    facility.exceptions().forEach((day, exception) -> put(days, exception));
    own.exceptions().forEach((day, exception) -> put(days, exception));
    return days;
  }

  private static void put(Map<LocalDate, String> days, OpeningException exception) {
    if (exception.hours().isEmpty()) {
      days.put(exception.day(), exception.reason());
    } else {
      days.remove(exception.day());
    }
  }
}
