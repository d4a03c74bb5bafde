package io.fallow.scheduler.booking;

import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.sharing.Viewer;
import java.time.Instant;
import java.util.Locale;

/**
 * Who may do what to a reservation in which state, but for changing its time. Pure.
 *
 * @param found as it stands
 * @param viewer who asks; one of its two sides
 */
record Decisions(Reservation found, Viewer viewer, Instant now) {

  private boolean isBooker() {
    return found.isOf(viewer.organisationId());
  }

  private boolean isOwner() {
    return found.isOnAssetOf(viewer.organisationId());
  }

  Decision confirm(Policy policy) {
    if (!isBooker()) {
      return Decision.refuse("not-the-booker", "only the organisation that holds it confirms it");
    }
    return found
        .life()
        .fold(
            held -> confirm(held, policy),
            requested -> Decision.leave(),
            confirmed -> Decision.leave(),
            inUse -> Decision.leave(),
            over -> notHeld());
  }

  private Decision confirm(Life.Held held, Policy policy) {
    if (!Beginning.needsApproval(policy, isOwner())) {
      return Decision.take(held.confirm());
    }
    return Beginning.requestUntil(policy, found.start(), now)
        .map(until -> Decision.take(held.request(until)))
        .orElseGet(() -> Decision.refuse(Beginning.noTimeToApprove()));
  }

  private Decision notHeld() {
    return switch (found.status()) {
      case EXPIRED -> Decision.refuse("hold-expired", "the hold was not confirmed in time");
      case CANCELLED -> Decision.refuse("cancelled", "the reservation was cancelled");
      default -> Decision.refuse("not-held", "the reservation is " + words(found.status()));
    };
  }

  Decision approve() {
    if (!isOwner()) {
      return Decision.refuse("not-the-owner", "only the asset's owner approves");
    }
    return found
        .life()
        .fold(
            held -> notRequested(),
            requested -> Decision.take(requested.approve()),
            confirmed -> Decision.leave(),
            inUse -> Decision.leave(),
            over -> notRequested());
  }

  Decision decline() {
    if (!isOwner()) {
      return Decision.refuse("not-the-owner", "only the asset's owner declines");
    }
    return found
        .life()
        .fold(
            held -> notRequested(),
            requested -> Decision.take(requested.decline()),
            confirmed -> notRequested(),
            inUse -> notRequested(),
            over -> found.status() == Status.DECLINED ? Decision.leave() : notRequested());
  }

  private Decision notRequested() {
    return found.status() == Status.EXPIRED
        ? Decision.refuse("request-expired", "nobody answered the request in time")
        : Decision.refuse("not-requested", "the reservation is " + words(found.status()));
  }

  /** Both sides may; the booker pays what its terms said, unless the owner cancels. */
  Decision cancel(FeeTerms terms) {
    return found
        .life()
        .fold(
            held -> Decision.take(held.cancel()),
            requested -> Decision.take(requested.cancel()),
            confirmed -> cancel(confirmed, terms),
            inUse -> Decision.refuse("in-use", "it is in use: its booker can release the rest"),
            over -> notCancelled());
  }

  private Decision cancel(Life.Confirmed confirmed, FeeTerms terms) {
    if (!now.isBefore(found.end())) {
      return alreadyOver();
    }
    return Decision.take(confirmed.cancel(isOwner() ? 0 : terms.percent(found.start(), now)));
  }

  /** Of what is booked, nothing is given up by the way. */
  Decision giveUp() {
    return found
        .life()
        .fold(
            held -> Decision.take(held.cancel()),
            requested -> Decision.take(requested.cancel()),
            confirmed -> Decision.leave(),
            inUse -> Decision.leave(),
            over -> Decision.leave());
  }

  private Decision notCancelled() {
    return switch (found.status()) {
      case CANCELLED -> Decision.leave();
      case EXPIRED -> Decision.refuse("hold-expired", "it has expired by itself");
      default -> alreadyOver();
    };
  }

  private Decision alreadyOver() {
    return Decision.refuse("already-over", "the reservation is over");
  }

  Decision release() {
    if (!isBooker()) {
      return Decision.refuse("not-the-booker", "only the organisation that uses it releases it");
    }
    return found
        .life()
        .fold(
            held -> notInUse(),
            requested -> notInUse(),
            confirmed -> notInUse(),
            this::release,
            over -> found.status() == Status.COMPLETED ? Decision.leave() : notInUse());
  }

  private Decision release(Life.InUse inUse) {
    boolean begun = now.isAfter(found.start());
    return begun && now.isBefore(found.end())
        ? Decision.take(inUse.release(now))
        : Decision.refuse(
            "nothing-to-release", "its time " + (begun ? "is over" : "has not begun"));
  }

  private Decision notInUse() {
    return Decision.refuse("not-in-use", "the reservation is " + words(found.status()));
  }

  private static String words(Status status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
