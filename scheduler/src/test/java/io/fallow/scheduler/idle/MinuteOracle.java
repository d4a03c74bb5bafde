package io.fallow.scheduler.idle;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.DayHours;
import io.fallow.scheduler.calendar.OpeningException;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.telemetry.forecast.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Knows the idle windows of an asset by asking of every single minute whether it may be had, and
 * then walking from minute to minute. Slow, and shares nothing with what it judges but the values
 * that it is given.
 */
final class MinuteOracle {

  private final OracleWorld.One one;
  private final OracleWorld world;
  private final ZoneId zone;
  private final long present;
  private final OracleWorld.Repeated again;
  private final Map<Long, Long> chances = new HashMap<>();

  MinuteOracle(OracleWorld world, OracleWorld.One one) {
    this.world = world;
    this.one = one;
    this.zone = one.asset().facility().zone();
    this.again = one.repeated().filter(it -> it.time(zone).isPresent()).orElse(null);
    this.present = world.now.toEpochMilli();
  }

  /** The windows as {@code start..end chance}, in minutes since 1970 and steps of 0.005. */
  List<String> windows() {
    List<String> windows = new ArrayList<>();
    long minute = (world.request.from().toEpochMilli() + 59_999) / 60_000;
    long end = world.request.to().toEpochMilli() / 60_000;
    while (minute < end) {
      long idleUntil = minute;
      while (idleUntil < end && isOffered(idleUntil)) {
        idleUntil++;
      }
      addBookable(windows, minute, idleUntil);
      minute = Math.max(minute + 1, idleUntil);
    }
    return windows;
  }

  /** From grid line to grid line, each time as far as may be booked at once. */
  private void addBookable(List<String> windows, long from, long to) {
    long calibrated = one.runTimeLeft().map(Duration::toMinutes).orElse(Long.MAX_VALUE);
    long longest = Math.min(one.terms().longest(), calibrated);
    long start = from;
    while (start < to && !onGrid(start)) {
      start++;
    }
    while (start < to) {
      long end = Math.min(to, start + longest);
      while (end > start && !onGrid(end)) {
        end--;
      }
      if (end == start) {
        return;
      }
      long length = end - start;
      if (length >= one.terms().shortest() && length >= world.request.minDuration().toMinutes()) {
        windows.add(start + ".." + end + " " + told(start, end));
      }
      start = end;
    }
  }

  private long told(long start, long end) {
    long lowest = Long.MAX_VALUE;
    for (long minute = start; minute < end; minute++) {
      lowest = Math.min(lowest, told(chance(minute)));
    }
    return lowest;
  }

  private long told(long chance) {
    long coarse = chance / one.terms().chanceStep() * one.terms().chanceStep();
    return Math.max(coarse, one.terms().leastChance());
  }

  private boolean isOffered(long minute) {
    return !one.terms().withheld()
        && minute * 60_000 >= present
        && minute * 60_000 >= (present + 59_999) / 60_000 * 60_000 + notice()
        && (minute + 1) * 60_000 <= present / 60_000 * 60_000 + one.terms().horizon() * 60_000L
        && minute < one.terms().until()
        && !isKeptAwayNow(minute)
        && isLikely(chance(minute))
        && isFree(minute)
        && isOpen(minute)
        && !isLockedOutAgain(minute);
  }

  private boolean isLikely(long chance) {
    return chance >= one.terms().leastChance()
        && told(chance) >= Math.round(world.request.minProbability() * 200);
  }

  private long notice() {
    return one.terms().notice() * 60_000L;
  }

  private boolean isOpen(long minute) {
    LocalDateTime clock = clock(minute);
    LocalDate day = clock.toLocalDate();
    OpeningException own = one.own().exceptions().get(day);
    OpeningException exception = own != null ? own : one.facility().exceptions().get(day);
    if (exception != null) {
      return exception.hours().stream().anyMatch(hours -> holds(hours, clock.toLocalTime()));
    }
    boolean ownHold = one.own().week().stream().anyMatch(opening -> isValid(opening, day));
    return !one.closedDays().containsKey(day)
        && (ownHold ? one.own() : one.facility())
            .week().stream()
                .filter(opening -> isValid(opening, day))
                .filter(opening -> opening.day() == day.getDayOfWeek())
                .anyMatch(opening -> holds(opening.hours(), clock.toLocalTime()));
  }

  private static boolean isValid(WeeklyOpening opening, LocalDate day) {
    return opening.validity().from().map(from -> !day.isBefore(from)).orElse(true)
        && opening.validity().until().map(until -> !day.isAfter(until)).orElse(true);
  }

  private static boolean holds(DayHours hours, LocalTime clock) {
    return !clock.isBefore(hours.opens())
        && (hours.closes().equals(LocalTime.MIDNIGHT) || clock.isBefore(hours.closes()));
  }

  private boolean isLockedOutAgain(long minute) {
    OracleWorld.Repeated repeated = again;
    if (repeated == null) {
      return false;
    }
    LocalDateTime start = repeated.start();
    for (;
        !start.isAfter(clock(minute).plusDays(1));
        start = start.plusDays(repeated.everyDays())) {
      long from = start.atZone(zone).toEpochSecond() / 60;
      boolean within = minute >= from && minute < from + repeated.length().toMinutes();
      if (within && !repeated.exceptions().contains(start)) {
        return true;
      }
    }
    return false;
  }

  private boolean isFree(long minute) {
    Instant start = Instant.ofEpochSecond(minute * 60);
    Instant end = start.plusSeconds(60);
    Instant before = start.minusSeconds(60L * one.terms().before());
    Instant after = end.plusSeconds(60L * one.terms().after());
    return one.lockouts().stream()
            .noneMatch(l -> l.during().start().isBefore(end) && start.isBefore(l.during().end()))
        && one.taken().stream()
            .noneMatch(
                t -> t.blocked().start().isBefore(after) && before.isBefore(t.blocked().end()));
  }

  private boolean isKeptAwayNow(long minute) {
    boolean idle = one.doing() == Activity.STANDBY || one.doing() == Activity.OFF;
    return !idle && Math.floorDiv(minute, 15L) == Math.floorDiv(present, 900_000L);
  }

  /** Asked of each quarter-hour once. */
  private long chance(long minute) {
    return chances.computeIfAbsent(
        Math.floorDiv(minute, 15L),
        quarter -> {
          Instant start = Instant.ofEpochSecond(minute * 60);
          Expectation expected = one.forecast().between(start, start.plusSeconds(60)).get(0);
          OptionalDouble chance = expected.probability();
          return chance.isEmpty() ? -1 : Math.round(chance.getAsDouble() * 200);
        });
  }

  private boolean onGrid(long minute) {
    return clock(minute).toLocalTime().toSecondOfDay() / 60 % one.terms().grid().step() == 0;
  }

  private LocalDateTime clock(long minute) {
    return LocalDateTime.ofInstant(Instant.ofEpochSecond(minute * 60), zone);
  }
}
