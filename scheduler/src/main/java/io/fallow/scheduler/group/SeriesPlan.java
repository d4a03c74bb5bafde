package io.fallow.scheduler.group;

import io.fallow.scheduler.calendar.Checked;
import io.fallow.scheduler.calendar.Fault;
import io.fallow.scheduler.calendar.Recurrence;
import io.fallow.scheduler.calendar.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The times of a series, before anything is known of the asset but where it stands. Pure.
 *
 * @param occurrences in order of time, at least one
 */
public record SeriesPlan(SeriesRequest request, List<Occurrence> occurrences) {

  /** The most times that one series has. */
  public static final int MOST = 200;

  /** Takes a copy. */
  public SeriesPlan {
    occurrences = List.copyOf(occurrences);
  }

  /**
   * The plan of a request, or all its faults. What a rule comes to is bounded before it is worked
   * out, however hostile it is.
   *
   * @param zone of the asset's facility
   */
  public static Checked<SeriesPlan> of(SeriesRequest request, ZoneId zone) {
    List<Fault> faults = new ArrayList<>();
    List<LocalDateTime> times =
        times(request.start(), request.length(), request.rule(), zone, faults);
    return faults.isEmpty()
        ? new Checked.Valid<>(new SeriesPlan(request, occurrences(times, request.length(), zone)))
        : new Checked.Faulty<>(faults);
  }

  /** All that is wrong with the times of a series. */
  public static List<Fault> faults(LocalDateTime start, Duration length, String rule, ZoneId zone) {
    List<Fault> faults = new ArrayList<>();
    times(start, length, rule, zone, faults);
    return List.copyOf(faults);
  }

  private static List<LocalDateTime> times(
      LocalDateTime start, Duration length, String rule, ZoneId zone, List<Fault> faults) {
    if (length.compareTo(Recurrence.LONGEST) > 0) {
      faults.add(
          new Fault(
              "duration", "range", "must be at most " + Recurrence.LONGEST.toDays() + " days"));
    }
    return Recurrence.parse(rule, start, zone, List.of())
        .fold(
            recurrence -> times(recurrence, start, zone, faults),
            found -> {
              faults.addAll(found);
              return List.of();
            });
  }

  private static List<LocalDateTime> times(
      Recurrence recurrence, LocalDateTime start, ZoneId zone, List<Fault> faults) {
    Instant first = start.atZone(zone).toInstant();
    Optional<Instant> end = recurrence.end();
    if (end.isEmpty()) {
      faults.add(new Fault("rule", "endless", "must end, by COUNT or by UNTIL"));
      return List.of();
    }
    if (end.get().isAfter(first.plus(Recurrence.LONGEST))) {
      long days = Recurrence.LONGEST.toDays();
      faults.add(new Fault("rule", "too-far", "must end within " + days + " days"));
      return List.of();
    }
    List<LocalDateTime> times =
        TimeRange.between(first, end.get()).map(recurrence::localTimes).orElse(List.of());
    if (times.isEmpty() || times.size() > MOST) {
      String message = "must have 1 to " + MOST + " times, and has " + times.size();
      faults.add(new Fault("rule", "too-many", message));
    }
    return times;
  }

  private static List<Occurrence> occurrences(
      List<LocalDateTime> times, Duration length, ZoneId zone) {
    List<Occurrence> occurrences = new ArrayList<>();
    for (LocalDateTime local : times) {
      occurrences.add(Occurrence.of(occurrences.size() + 1, local, length, zone));
    }
    return occurrences;
  }
}
