package io.fallow.telemetry.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How likely one asset stands idle in each quarter-hour of the four weeks and two days after the
 * forecast was made, as {@link IdleModel} has it, in steps of 0.005 and within 0.01 and 0.99.
 * Nothing is expected of an hour of the week that was observed in less than a week and a half (half
 * a week, where other assets of its type in its organisation are known), nor of an asset of which
 * nothing was seen for four weeks, nor outside the forecast's time. Pure and immutable.
 */
public final class IdleForecast {

  /** How far ahead a forecast looks: the farthest booking, and a while in which it may be used. */
  public static final Duration AHEAD = Duration.ofDays(30);

  /** How far back it looks. */
  public static final Duration BACK = Duration.ofDays(7 * 26);

  /** The forecast of an asset of which nothing was ever seen: nothing is expected of it. */
  public static final IdleForecast NOTHING = new IdleForecast(0, new byte[0], new byte[0]);

  private static final Duration SILENT_TOO_LONG = Duration.ofDays(28);
  private static final double LEAST_WEEKS = 1.5;
  private static final double LEAST_WEEKS_WITH_TYPE = 0.5;

  /** A booking may begin a little before it is made: the last hour belongs to the forecast. */
  private static final int JUST_NOW = 4;

  private static final int STEPS = 200;
  private static final int LEAST_STEPS = 2;
  private static final double PARTS_OF_WEEK = 4;

  private final long first;

  /** 0 for nothing, else one more than the chance in steps. */
  private final byte[] chances;

  /** Weeks observed, in quarters. */
  private final byte[] weeks;

  IdleForecast(long first, byte[] chances, byte[] weeks) {
    this.first = first;
    this.chances = chances;
    this.weeks = weeks;
  }

  /** The forecast that can be made at the end of what was seen of an asset, without holidays. */
  public static IdleForecast of(ZoneId zone, QuarterHours seen) {
    WallQuarters clock = new IdleForecasts.Basis(zone, Set.of()).clock(seen);
    return of(seen, clock, TypePattern.NONE);
  }

  /**
   * The forecast that can be made at the end of what was seen.
   *
   * @param seen of the asset, up to the present
   * @param clock of its facility, from the first quarter-hour seen to the last to foretell
   * @param type how assets of its type behave
   */
  static IdleForecast of(QuarterHours seen, WallQuarters clock, TypePattern type) {
    IdleModel model = new IdleModel(clock, type);
    int lastSeen = -1;
    for (int i = 0; i < seen.count(); i++) {
      model.learn(seen.isObserved(i), seen.isIdle(i));
      lastSeen = seen.isObserved(i) ? i : lastSeen;
    }
    long silentS = (seen.count() - 1L - lastSeen) * QuarterHours.SECONDS;
    boolean silent = lastSeen < 0 || silentS > SILENT_TOO_LONG.toSeconds();
    double least = silent ? Double.MAX_VALUE : type.isKnown() ? LEAST_WEEKS_WITH_TYPE : LEAST_WEEKS;
    return of(model, clock, Math.max(0, seen.count() - JUST_NOW), least);
  }

  private static IdleForecast of(IdleModel model, WallQuarters clock, int from, double leastWeeks) {
    byte[] chances = new byte[clock.count() - from];
    byte[] weeks = new byte[chances.length];
    for (int i = 0; i < chances.length; i++) {
      double observed = model.weeks(from + i);
      weeks[i] = (byte) Math.min(255, Math.round(observed * PARTS_OF_WEEK));
      if (observed >= leastWeeks) {
        chances[i] = (byte) (1 + steps(model.chance(from + i)));
      }
    }
    return new IdleForecast(clock.first() + from, chances, weeks);
  }

  /** Nothing is ever certain. */
  private static long steps(double chance) {
    return Math.min(STEPS - LEAST_STEPS, Math.max(LEAST_STEPS, Math.round(chance * STEPS)));
  }

  /** What to expect in {@code [from, to)}, by quarter-hour, ascending and without a gap. */
  public List<Expectation> between(Instant from, Instant to) {
    List<Expectation> expected = new ArrayList<>();
    Instant start = from;
    for (long number = QuarterHours.number(from); start.isBefore(to); number++) {
      Instant next = QuarterHours.start(number + 1);
      Instant end = next.isBefore(to) ? next : to;
      expected.add(new Expectation(start, end, probability(number), weeks(number)));
      start = end;
    }
    return expected;
  }

  private OptionalDouble probability(long number) {
    int chance = at(chances, number);
    return chance == 0 ? OptionalDouble.empty() : OptionalDouble.of((chance - 1.0) / STEPS);
  }

  private double weeks(long number) {
    return at(weeks, number) / PARTS_OF_WEEK;
  }

  private int at(byte[] values, long number) {
    long index = number - first;
    return index >= 0 && index < values.length ? Byte.toUnsignedInt(values[(int) index]) : 0;
  }

  long first() {
    return first;
  }

  byte[] chances() {
    return chances.clone();
  }

  byte[] weeks() {
    return weeks.clone();
  }
}
