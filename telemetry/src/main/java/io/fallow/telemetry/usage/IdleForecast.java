package io.fallow.telemetry.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How likely one asset stands idle, for each of the 168 hours of the week on the facility's wall
 * clock, from what was observed in the four weeks before a moment.
 *
 * <p>Of one hour of the week let <i>w</i> be, for each of the four weeks, the observed part of the
 * hour (0 to 1), and <i>s</i> the idle part of what was observed. Then the evidence is n = Σ w, the
 * idle evidence k = Σ s·w, and the chance p = (k + ½) / (n + 1): the mean of what was seen, drawn
 * to one half as long as little was seen. With less than two weeks of evidence nothing is expected
 * at all. Time that was not observed is evidence of nothing; a broken-down asset isn't idle.
 *
 * <p>Pure and immutable.
 */
public final class IdleForecast {

  /** How far back a forecast looks. */
  public static final int WEEKS = 4;

  /** Two weeks, but for a few minutes lost here and there. */
  private static final double LEAST_WEEKS = 1.95;

  private static final int HOURS_OF_WEEK = 7 * 24;
  private static final double SECONDS_OF_HOUR = 3600;

  private final ZoneId zone;
  private final double[] evidence = new double[HOURS_OF_WEEK];
  private final double[] idle = new double[HOURS_OF_WEEK];

  private IdleForecast(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * The forecast that could be made at a moment.
   *
   * @param zone of the asset's facility
   * @param asOf hours that were not over then, or were over four weeks earlier, are left aside
   * @param hours of one asset, in any order
   */
  public static IdleForecast of(ZoneId zone, Instant asOf, Iterable<HourlyUtilisation> hours) {
    double[] observedS = new double[WEEKS * HOURS_OF_WEEK];
    double[] idleS = new double[WEEKS * HOURS_OF_WEEK];
    LocalDateTime thisHour = hourOf(asOf, zone);
    for (HourlyUtilisation hour : hours) {
      int age = (int) ChronoUnit.HOURS.between(hourOf(hour.hour(), zone), thisHour);
      if (age >= 1 && age <= observedS.length) {
        observedS[age - 1] += hour.observedS();
        idleS[age - 1] += hour.idleS();
      }
    }
    IdleForecast forecast = new IdleForecast(zone);
    for (int age = 1; age <= observedS.length; age++) {
      if (observedS[age - 1] > 0) {
        forecast.learn(thisHour.minusHours(age), observedS[age - 1], idleS[age - 1]);
      }
    }
    return forecast;
  }

  private void learn(LocalDateTime hour, double observedS, double idleS) {
    // An hour that the clock shows twice in one night is one hour of that week.
    double weight = Math.min(1, observedS / SECONDS_OF_HOUR);
    evidence[hourOfWeek(hour)] += weight;
    idle[hourOfWeek(hour)] += weight * idleS / observedS;
  }

  /** What to expect in {@code [from, to)}, by clock hour, ascending and without a gap. */
  public List<Expectation> between(Instant from, Instant to) {
    List<Expectation> expected = new ArrayList<>();
    Instant start = from;
    while (start.isBefore(to)) {
      ZoneOffset offset = zone.getRules().getOffset(start);
      LocalDateTime clock = LocalDateTime.ofEpochSecond(start.getEpochSecond(), 0, offset);
      Instant end = endOfHour(start, clock.truncatedTo(ChronoUnit.HOURS), offset);
      end = end.isBefore(to) ? end : to;
      int hour = hourOfWeek(clock);
      expected.add(new Expectation(start, end, probability(hour), evidence[hour]));
      start = end;
    }
    return expected;
  }

  /** The next full hour on the clock, or the clock's change if that comes first. */
  private Instant endOfHour(Instant start, LocalDateTime hour, ZoneOffset offset) {
    Instant end = hour.plusHours(1).toInstant(offset);
    ZoneOffsetTransition change = zone.getRules().nextTransition(start);
    return change != null && change.getInstant().isBefore(end) ? change.getInstant() : end;
  }

  private OptionalDouble probability(int hour) {
    return evidence[hour] < LEAST_WEEKS
        ? OptionalDouble.empty()
        : OptionalDouble.of((idle[hour] + 0.5) / (evidence[hour] + 1));
  }

  /** The earliest instant whose hour can matter to a forecast, for fetching. */
  static Instant earliest(Instant asOf) {
    return asOf.minus(Duration.ofDays(7 * WEEKS + 1));
  }

  private static LocalDateTime hourOf(Instant instant, ZoneId zone) {
    return LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.HOURS);
  }

  private static int hourOfWeek(LocalDateTime clock) {
    return (clock.getDayOfWeek().getValue() - 1) * 24 + clock.getHour();
  }
}
