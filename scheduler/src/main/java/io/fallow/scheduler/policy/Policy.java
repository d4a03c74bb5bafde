package io.fallow.scheduler.policy;

import io.fallow.scheduler.calendar.Turnaround;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The terms on which one organisation may book one asset. What an owner has not said is as {@link
 * #PLATFORM} has it.
 *
 * @param shortest the shortest booking
 * @param longest the longest booking
 * @param granularity starts and ends lie on a grid of this width, from the facility's midnight on
 * @param notice how long before its start a booking must be made
 * @param horizon how far ahead a booking may end
 * @param quotas how much one organisation may have at once, or in a week or a month
 * @param turnaround kept around every reservation
 * @param transport more of it, by how far the booker comes
 * @param qualifications what the booking organisation must hold, valid at the booked start
 * @param personQualifications what the booking person must hold, valid at the booked start
 * @param bookers who alone may book for an organisation
 * @param data what the booker's organisation is told of the asset beyond its own sessions' usage
 * @param approval who says yes
 * @param approvalWithin how long the owner may take; a request expires then
 * @param holdFor how long a hold lasts
 * @param grace how long after its start an unused reservation is kept
 * @param releaseAfterIdle idle for so long before its end, a reservation is offered for release
 * @param faultAfter a fault that lasts so long locks the asset out
 * @param cancellation what a cancellation costs, the longest lead time first
 * @param price of the asset; empty where nothing was said
 * @param withheld whether its windows are kept from others
 * @param leastProbability from this chance on, 0 to 1, a quarter-hour counts as expected idle
 * @param probabilityStep others see chances rounded down to multiples of this; 0 for as they are
 */
public record Policy(
    Duration shortest,
    Duration longest,
    Duration granularity,
    Duration notice,
    Duration horizon,
    Quotas quotas,
    Turnaround turnaround,
    List<Transport> transport,
    Set<String> qualifications,
    Set<String> personQualifications,
    Bookers bookers,
    Set<Flow> data,
    Approval approval,
    Duration approvalWithin,
    Duration holdFor,
    Duration grace,
    Duration releaseAfterIdle,
    Duration faultAfter,
    List<CancellationTier> cancellation,
    Optional<Price> price,
    boolean withheld,
    double leastProbability,
    double probabilityStep) {

  /** How long a booker may take between seeing a window and booking it from its start. */
  public static final Duration LATE_START = Duration.ofMinutes(5);

  /**
   * The terms where an owner has said nothing. What is offered keeps to them, and what is booked
   * has to: so whatever the search offers can be booked as a whole.
   */
  public static final Policy PLATFORM =
      new Policy(
          Duration.ofMinutes(15),
          Duration.ofDays(14),
          Duration.ofSeconds(1),
          Duration.ZERO,
          Duration.ofDays(28),
          Quotas.NONE,
          Turnaround.NONE,
          List.of(),
          Set.of(),
          Set.of(),
          Bookers.ANYBODY,
          Set.of(),
          Approval.AUTOMATIC,
          Duration.ofHours(24),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofMinutes(10),
          List.of(),
          Optional.empty(),
          false,
          0.6,
          0);

  /** Takes copies. */
  public Policy {
    transport = List.copyOf(transport);
    qualifications = Set.copyOf(qualifications);
    personQualifications = Set.copyOf(personQualifications);
    data = Set.copyOf(data);
    cancellation = List.copyOf(cancellation);
  }

  /** Where bookings may start and end on a clock; empty for anywhere. */
  public Optional<Grid> grid(ZoneId zone) {
    return isGrid(granularity) ? Optional.of(new Grid(granularity, zone)) : Optional.empty();
  }

  static boolean isGrid(Duration granularity) {
    return granularity.compareTo(PLATFORM.granularity) > 0;
  }

  /**
   * What a cancellation costs.
   *
   * @param lead how long before its start; negative after it
   * @return percent of the price
   */
  public int feePercent(Duration lead) {
    return feePercent(cancellation, lead);
  }

  /**
   * What a cancellation costs by some tiers.
   *
   * @param tiers the longest lead time first
   * @param lead how long before its start; negative after it
   * @return percent of the price
   */
  public static int feePercent(List<CancellationTier> tiers, Duration lead) {
    return tiers.stream()
        .filter(tier -> lead.compareTo(tier.atLeastBefore()) >= 0)
        .findFirst()
        .or(() -> tiers.stream().reduce((earlier, later) -> later))
        .map(CancellationTier::percent)
        .orElse(0);
  }

  /** The same terms with another turnaround. */
  public Policy withTurnaround(Turnaround other) {
    return new Policy(
        shortest,
        longest,
        granularity,
        notice,
        horizon,
        quotas,
        other,
        transport,
        qualifications,
        personQualifications,
        bookers,
        data,
        approval,
        approvalWithin,
        holdFor,
        grace,
        releaseAfterIdle,
        faultAfter,
        cancellation,
        price,
        withheld,
        leastProbability,
        probabilityStep);
  }

  /** The same terms with holds that last as long as said. */
  public Policy withHoldFor(Duration other) {
    return new Policy(
        shortest,
        longest,
        granularity,
        notice,
        horizon,
        quotas,
        turnaround,
        transport,
        qualifications,
        personQualifications,
        bookers,
        data,
        approval,
        approvalWithin,
        other,
        grace,
        releaseAfterIdle,
        faultAfter,
        cancellation,
        price,
        withheld,
        leastProbability,
        probabilityStep);
  }

  /** Who says yes to a booking. */
  public enum Approval {
    /** The platform, if it keeps the rules. */
    AUTOMATIC,
    /** The asset's owner, one by one. */
    OWNER
  }

  /** What an owner may let others know of an asset. That of their own sessions is theirs anyway. */
  public enum Flow {
    /**
     * How much it was used, week by week, by whomever: weeks that are over, and only as a whole.
     */
    UTILISATION,
    /** The power that it took in their own sessions, minute by minute. */
    SESSION_POWER
  }

  /**
   * More turnaround for bookers who come from farther away than so many kilometres.
   *
   * @param beyondKm as the crow flies; the farthest band that applies counts
   */
  public record Transport(double beyondKm, Turnaround added) {}

  /**
   * What a cancellation costs that comes at least so long before the start.
   *
   * @param percent of the price, 0 to 100
   */
  public record CancellationTier(Duration atLeastBefore, int percent) {}

  /**
   * What an hour costs.
   *
   * @param currency ISO 4217, or {@code CREDIT}
   * @param per what is counted: time {@code RESERVED} or time {@code USED}
   */
  public record Price(BigDecimal perHour, String currency, Per per) {

    /** What is counted. */
    public enum Per {
      RESERVED,
      USED
    }
  }
}
