package io.fallow.telemetry.forecast;

/**
 * Learns one asset's weeks, quarter-hour by quarter-hour in the order of time, and says at any
 * point how likely a later quarter-hour is idle.
 *
 * <p>Let mean(half-life) ⊕ m·p be the share of idle ones among the quarter-hours observed of a
 * kind, each counting for half as much per half-life in days that has passed, drawn to p as if m
 * more had been observed with that share: (k + m·p) / (n + m). Then
 *
 * <pre>
 *   overall = all quarter-hours                                  (30)  ⊕ 2·½
 *   pattern = this quarter-hour of the kind of day               (30)  ⊕ 2·(the type's, else overall)
 *   hour    = this hour of the week                              (200) ⊕ 2·pattern
 *   steady  = this quarter-hour of the week                      (90)  ⊕ 4·hour
 *   week    = this quarter-hour of the week                      (90)  ⊕ 4·pattern
 *   recent  = this quarter-hour of the kind of day               (5)   ⊕ 2·week
 *   lively  = σ(0.5·logit(week) + 0.7·logit(recent))
 *   mixed   = steady + a·(lively − steady)
 *   chance  = σ(logit(mixed) + c(mixed))
 * </pre>
 *
 * Kinds of day are Monday to Friday, Saturday and Sunday. The means fade until the quarter-hour
 * asked about, so that a forecast far ahead leans less on the last days. The rest is learnt by
 * keeping count of what the model itself said 1, 2, 4, 7, 14 and 28 days ahead, from the third week
 * of observation on:
 *
 * <ul>
 *   <li>a, 0 to 1, is the share that would have made the least squares between what was mixed and
 *       what came: (5·0.7 + Σ(y − steady)(lively − steady)) / (5 + Σ(lively − steady)²), half-life
 *       60 days. A machine of steady habits is foretold steadily.
 *   <li>c, in overlapping bins of logit(mixed), is the log-odds of what came less those of what was
 *       said, both drawn to what was said by 300 quarter-hours, half-life 60 days. So 0.9 means
 *       0.9.
 * </ul>
 *
 * A holiday is as much of a Sunday as the asset's earlier holidays were: both guesses go from the
 * day of the week's to Sunday's by a share that is learnt in the way of a, from 0.6, with pull 100
 * and half-life a year. Nothing else is learnt of holidays.
 *
 * <p>Why so: README, "How good is the forecast?". Not for several threads.
 */
public final class IdleModel {

  private static final int[] LEADS = {1, 2, 4, 7, 14, 28};

  /** What is said after less than two weeks tells nothing about what is said later. */
  private static final int APPRENTICESHIP = 14 * WallQuarters.DAY;

  private final WallQuarters clock;
  private final WeekMemory weeks;
  private final LeadMemory[] leads = new LeadMemory[LEADS.length];
  private int now;
  private int learnt;

  /**
   * A model that knows nothing yet.
   *
   * @param clock places the quarter-hours to come
   */
  public IdleModel(WallQuarters clock) {
    this(clock, TypePattern.NONE);
  }

  IdleModel(WallQuarters clock, TypePattern type) {
    this.clock = clock;
    weeks = new WeekMemory(type, Tuning.CHOSEN);
    for (int lead = 0; lead < LEADS.length; lead++) {
      leads[lead] = new LeadMemory(LEADS[lead], Tuning.CHOSEN);
    }
  }

  /** Learns what the asset did in the next quarter-hour; the first one is the clock's first. */
  public void learn(boolean isObserved, boolean isIdle) {
    if (isObserved) {
      learn(isIdle);
    }
    if (learnt >= APPRENTICESHIP) {
      sayAhead();
    }
    now++;
  }

  private void learn(boolean idle) {
    int day = clock.day(now);
    for (LeadMemory lead : leads) {
      lead.came(now, idle, day);
    }
    weeks.learn(clock.ofWeek(now), clock.isHoliday(now), day, idle);
    learnt++;
  }

  private void sayAhead() {
    for (LeadMemory lead : leads) {
      int target = now + lead.ahead();
      if (target < clock.count()) {
        lead.say(target, guesses(target));
      }
    }
  }

  private Guesses guesses(int target) {
    return weeks.guesses(clock.ofWeek(target), clock.isHoliday(target), clock.day(target));
  }

  /**
   * The chance that a quarter-hour is idle, 0 to 1.
   *
   * @param target index on the clock, not learnt yet
   */
  public double chance(int target) {
    return lead(target).chance(guesses(target), clock.day(target));
  }

  /** The shortest one that is long enough. */
  private LeadMemory lead(int target) {
    for (LeadMemory lead : leads) {
      if (target - now < lead.ahead()) {
        return lead;
      }
    }
    return leads[leads.length - 1];
  }

  /** In how many weeks the hour of the week was observed in which a quarter-hour lies. */
  public double weeks(int target) {
    return weeks.weeks(clock.ofWeek(target), clock.isHoliday(target));
  }
}
