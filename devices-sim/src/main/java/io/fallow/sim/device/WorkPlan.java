package io.fallow.sim.device;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When a machine is wanted. Work and pauses take turns; how long each lasts follows the busy share
 * of the hour that it passes through, so that over many weeks the machine is busy in each hour of
 * the week to about the share that its pattern says. Each plan of {@code planDays} local days is
 * drawn on its own, from its number. Not safe for several threads.
 */
final class WorkPlan {

  private static final int KEPT_PLANS = 32;
  private static final double NEVER = 0.01;
  private static final double BUSIEST = 0.97;

  private final DeviceModel.Rhythm rhythm;
  private final ZoneId zone;
  private final HolidayCalendar holidays;
  private final long seed;
  private final Map<Long, List<Stretch>> plans = new HashMap<>();

  WorkPlan(DeviceModel.Rhythm rhythm, ZoneId zone, HolidayCalendar holidays, long seed) {
    this.rhythm = rhythm;
    this.zone = zone;
    this.holidays = holidays;
    this.seed = seed;
  }

  /** The pieces of work that overlap a range, in order, not clipped to it. */
  List<Stretch> between(Instant from, Instant to) {
    List<Stretch> found = new ArrayList<>();
    for (long number = planOf(from); number <= planOf(to); number++) {
      for (Stretch work : plan(number)) {
        if (work.overlaps(from, to)) {
          found.add(work);
        }
      }
    }
    return found;
  }

  private long planOf(Instant instant) {
    return Math.floorDiv(LocalDate.ofInstant(instant, zone).toEpochDay(), rhythm.planDays());
  }

  private List<Stretch> plan(long number) {
    if (plans.size() > KEPT_PLANS) {
      plans.clear();
    }
    return plans.computeIfAbsent(number, this::draw);
  }

  private List<Stretch> draw(long number) {
    return new Walk(number).work();
  }

  /** One pass through the time of one plan. */
  private final class Walk {
    private final Dice dice;
    private final Instant end;
    private final Duration lateness;
    private final List<Stretch> work = new ArrayList<>();
    private Instant now;
    private Instant begun;
    private boolean busy;

    /** What is left of the current turn, in units of its mean length. */
    private double left;

    Walk(long number) {
      LocalDate first = LocalDate.ofEpochDay(number * rhythm.planDays());
      dice = Dice.of(seed, "work", number);
      now = first.atStartOfDay(zone).toInstant();
      end = first.plusDays(rhythm.planDays()).atStartOfDay(zone).toInstant();
      lateness = Duration.ofSeconds(Math.round(dice.between(-900.0, 900.0)));
      busy = dice.chance(share());
      begun = now;
      left = dice.next();
    }

    List<Stretch> work() {
      while (now.isBefore(end)) {
        step();
      }
      turnTo(false);
      return List.copyOf(work);
    }

    private void step() {
      Instant edge = hourEnd();
      double share = share();
      if (share < NEVER) {
        turnTo(false);
        now = edge;
        return;
      }
      double meanSeconds = meanSeconds(share);
      long needed = Math.round(left * meanSeconds);
      Instant turn = now.plusSeconds(needed);
      if (turn.isBefore(edge)) {
        now = turn;
        turnTo(!busy);
      } else {
        left -= Duration.between(now, edge).toSeconds() / meanSeconds;
        now = edge;
      }
    }

    private double meanSeconds(double share) {
      double work =
          Math.max((double) rhythm.shortest().toSeconds(), rhythm.cycle().toSeconds() * share);
      return busy ? work : work * (1 - share) / share;
    }

    private void turnTo(boolean toBusy) {
      if (busy == toBusy) {
        return;
      }
      if (busy && begun.isBefore(now)) {
        work.add(new Stretch(begun, now));
      }
      busy = toBusy;
      begun = now;
      left = dice.between(0.6, 1.4);
    }

    /** The end of the current hour as this plan's people keep it: a little early or late. */
    private Instant hourEnd() {
      long intoHour = Math.floorMod(now.minus(lateness).getEpochSecond(), 3600L);
      Instant edge = now.plusSeconds(3600 - intoHour);
      return edge.isBefore(end) ? edge : end;
    }

    private double share() {
      LocalDateTime kept = LocalDateTime.ofInstant(now.minus(lateness), zone);
      return shareAt(kept);
    }
  }

  private double shareAt(LocalDateTime time) {
    LocalDate day = time.toLocalDate();
    Dice mood = Dice.of(seed, "mood", day.toEpochDay());
    if (mood.chance(rhythm.quietDays())) {
      return 0;
    }
    boolean off = rhythm.holidays() && holidays.holiday(day).isPresent();
    double share =
        off ? rhythm.week().at(DayOfWeek.SUNDAY, time.getHour()) : rhythm.week().at(time);
    double wanted = share * rhythm.season(day.getMonthValue()) * mood.between(0.85, 1.1);
    return Math.min(wanted, BUSIEST);
  }
}
