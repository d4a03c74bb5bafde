package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.BookingCase.Known;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.policy.PolicyBook;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.forecast.IdleForecast;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A booking that may be tried: the request with what can be known of it before any lock is taken.
 *
 * @param viewer for whom the asset is to be: who asks, or the partner for whom the owner does
 * @param asset as {@code viewer} sees it
 * @param conditions on which {@code viewer} may have the asset
 * @param taken whether somebody had it in part of the time when it was looked at
 * @param forecast {@link IdleForecast#NOTHING} until it is read, by which nobody books but an owner
 */
public record Candidate(
    BookingRequest request,
    Viewer viewer,
    Booker booker,
    VisibleAsset asset,
    Conditions conditions,
    boolean taken,
    IdleForecast forecast) {

  /** The terms on which {@code viewer} may have the asset. */
  public Policy policy() {
    return conditions.policy();
  }

  public int assetId() {
    return asset.asset().id();
  }

  private TimeRange during() {
    return request.during();
  }

  /** Whether it is the asset's owner who asks, for itself or for a partner. */
  boolean isOwners() {
    return request.viewer().organisationId() == asset.asset().organisationId();
  }

  /** Whether whoever asks may know of a reservation of this asset. */
  boolean mayKnow(Reservation reservation) {
    return isOwners() || reservation.isOf(request.viewer().organisationId());
  }

  /** That part of the time which a booking could reach at all. */
  Optional<TimeRange> reachable(Instant now) {
    boolean overrides = isOwners() && request.overrideReason().isPresent();
    Instant until = now.plus(overrides ? BookingTerms.FARTHEST : policy().horizon());
    return during().intersect(new TimeRange(now.minus(Policy.LATE_START), until));
  }

  BookingCase toCase(Optional<Known> known, Standing standing, Instant now) {
    return new BookingCase(
        viewer,
        asset,
        during(),
        request.purpose(),
        policy(),
        known,
        standing,
        Optional.empty(),
        now);
  }

  Candidate with(IdleForecast known) {
    return new Candidate(request, viewer, booker, asset, conditions, taken, known);
  }

  private Candidate on(Conditions others) {
    return new Candidate(request, viewer, booker, asset, others, taken, forecast);
  }

  /** The same on what a book says now. */
  Candidate asOf(PolicyBook book) {
    return on(conditions.asOf(book));
  }

  /** The same with something else in the place of what the owner said. */
  public Candidate with(UnaryOperator<Policy> change) {
    return on(conditions.with(change));
  }

  /** The same at another time. */
  public Candidate at(TimeRange during) {
    return new Candidate(request.at(during), viewer, booker, asset, conditions, taken, forecast);
  }

  /** Whether it breaks no rule for which nothing need be looked up. */
  boolean keepsItsTerms(Instant now) {
    return BookingRules.keptByItself(toCase(Optional.empty(), Standing.UNASKED, now))
        && (!asks() || requestUntil(now).isPresent());
  }

  /** Whether it begins as a request to the owner. */
  boolean asks() {
    return !request.hold() && Beginning.needsApproval(policy(), isOwners());
  }

  /** How the booker stands, as the transaction sees it. */
  Standing standing(Standings standings) throws SQLException {
    boolean pending = request.hold() || asks();
    return standings.of(viewer, asset, during(), policy(), pending, Optional.empty());
  }

  Optional<Instant> requestUntil(Instant now) {
    return Beginning.requestUntil(policy(), during().start(), now);
  }

  /** As what it begins. */
  Claim claim(Instant now) {
    TimeRange blocked = policy().turnaround().blockedBy(during());
    if (request.hold()) {
      Instant until = Beginning.holdUntil(policy(), during().start(), now);
      return Claim.fresh(Status.HELD, during(), blocked, Optional.of(until));
    }
    return asks()
        ? Claim.fresh(Status.REQUESTED, during(), blocked, requestUntil(now))
        : Claim.fresh(Status.CONFIRMED, during(), blocked, Optional.empty());
  }
}
