package io.fallow.scheduler.booking;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a reservation stands in its life. Each state offers what may happen to a reservation in it
 * and nothing else:
 *
 * <pre>
 * Held ──► Requested ──► Confirmed ──► InUse ──► completed
 *   └───────────────────────▲ │
 *      declined, expired,     └► no-show      (and from each of them: cancelled, bumped)
 * </pre>
 *
 * <p>Pure. A step is taken by {@link ReservationLedger}.
 */
public sealed interface Life {

  /** Handles every case. */
  <T> T fold(
      Function<Held, T> held,
      Function<Requested, T> requested,
      Function<Confirmed, T> confirmed,
      Function<InUse, T> inUse,
      Function<Over, T> over);

  /** The state of a claim. */
  static Life of(Claim claim) {
    return switch (claim.status()) {
      case HELD -> new Held(claim);
      case REQUESTED -> new Requested(claim);
      case CONFIRMED -> new Confirmed(claim);
      case IN_USE -> new InUse(claim);
      default -> new Over(claim);
    };
  }

  /** What the reservation claims. */
  Claim claim();

  /** Has its time: nobody else can have it. */
  sealed interface Live extends Life {

    /** Makes room for a lock-out that can't wait; the booker owes nothing. */
    default Step bump() {
      return new Step(Action.BUMPED, claim().in(Status.BUMPED).costing(0));
    }

    /** A live reservation, if a claim is one. */
    static Optional<Live> of(Claim claim) {
      return Life.of(claim) instanceof Live live ? Optional.of(live) : Optional.empty();
    }
  }

  /** Kept for some minutes while its booker decides. */
  record Held(Claim claim) implements Live {

    public Step confirm() {
      return new Step(Action.CONFIRMED, claim.in(Status.CONFIRMED));
    }

    /** Asks the owner for it, who may take until {@code expiresAt}. */
    public Step request(Instant expiresAt) {
      return new Step(Action.REQUESTED, claim.in(Status.REQUESTED).expiringAt(expiresAt));
    }

    public Step move(TimeRange during, TimeRange blocked) {
      return new Step(Action.CHANGED, claim.over(during, blocked));
    }

    public Step cancel() {
      return new Step(Action.CANCELLED, claim.in(Status.CANCELLED).costing(0));
    }

    public Step expire() {
      return new Step(Action.EXPIRED, claim.in(Status.EXPIRED));
    }

    @Override
    public <T> T fold(
        Function<Held, T> held,
        Function<Requested, T> requested,
        Function<Confirmed, T> confirmed,
        Function<InUse, T> inUse,
        Function<Over, T> over) {
      return held.apply(this);
    }
  }

  /** Waits for the owner's word. */
  record Requested(Claim claim) implements Live {

    public Step approve() {
      return new Step(Action.CONFIRMED, claim.in(Status.CONFIRMED));
    }

    public Step decline() {
      return new Step(Action.DECLINED, claim.in(Status.DECLINED));
    }

    public Step move(TimeRange during, TimeRange blocked, Instant expiresAt) {
      return new Step(Action.CHANGED, claim.over(during, blocked).expiringAt(expiresAt));
    }

    public Step cancel() {
      return new Step(Action.CANCELLED, claim.in(Status.CANCELLED).costing(0));
    }

    public Step expire() {
      return new Step(Action.EXPIRED, claim.in(Status.EXPIRED));
    }

    @Override
    public <T> T fold(
        Function<Held, T> held,
        Function<Requested, T> requested,
        Function<Confirmed, T> confirmed,
        Function<InUse, T> inUse,
        Function<Over, T> over) {
      return requested.apply(this);
    }
  }

  /** Booked; its use hasn't been seen to begin. */
  record Confirmed(Claim claim) implements Live {

    public Step move(TimeRange during, TimeRange blocked) {
      return new Step(Action.CHANGED, claim.over(during, blocked));
    }

    public Step cancel(int feePercent) {
      return new Step(Action.CANCELLED, claim.in(Status.CANCELLED).costing(feePercent));
    }

    public Step checkIn(Instant at) {
      Attendance seen = claim.attendance().checkedIn(at);
      return new Step(Action.CHECKED_IN, claim.in(Status.IN_USE).with(seen));
    }

    public Step noShow() {
      return new Step(Action.NO_SHOW, claim.in(Status.NO_SHOW));
    }

    /** Its time has passed, and nobody saw whether it was used. */
    public Step complete() {
      return new Step(Action.COMPLETED, claim.in(Status.COMPLETED));
    }

    @Override
    public <T> T fold(
        Function<Held, T> held,
        Function<Requested, T> requested,
        Function<Confirmed, T> confirmed,
        Function<InUse, T> inUse,
        Function<Over, T> over) {
      return confirmed.apply(this);
    }
  }

  /** Its use has begun: only its end is still open. */
  record InUse(Claim claim) implements Live {

    public Step endAt(Instant end, Instant blockedEnd) {
      return new Step(
          Action.CHANGED,
          claim.over(
              new TimeRange(claim.during().start(), end),
              new TimeRange(claim.blocked().start(), blockedEnd)));
    }

    public Step offerRelease(Instant at) {
      return new Step(Action.RELEASE_OFFERED, claim.with(claim.attendance().releaseOffered(at)));
    }

    /** Is used beyond its end; {@code blockedEnd} is how far the asset is now kept for it. */
    public Step overrun(Instant since, Instant blockedEnd) {
      TimeRange blocked = new TimeRange(claim.blocked().start(), blockedEnd);
      return new Step(
          Action.OVERRUN,
          claim.over(claim.during(), blocked).with(claim.attendance().overrun(since)));
    }

    /** Given back by its booker before its end, but for the time to turn the asset around. */
    public Step release(Instant at) {
      return new Step(Action.RELEASED, claim.endingAt(at).in(Status.COMPLETED));
    }

    /** Its time is over; {@code blockedEnd} is when the asset is turned around. */
    public Step complete(Instant usedUntil, Instant blockedEnd) {
      TimeRange blocked = new TimeRange(claim.blocked().start(), blockedEnd);
      return new Step(
          Action.COMPLETED,
          claim
              .over(claim.during(), blocked)
              .in(Status.COMPLETED)
              .with(claim.attendance().usedUntil(usedUntil)));
    }

    /** Its time is over, and nothing more is known of its use. */
    public Step complete() {
      return new Step(Action.COMPLETED, claim.in(Status.COMPLETED));
    }

    @Override
    public <T> T fold(
        Function<Held, T> held,
        Function<Requested, T> requested,
        Function<Confirmed, T> confirmed,
        Function<InUse, T> inUse,
        Function<Over, T> over) {
      return inUse.apply(this);
    }
  }

  /** Nothing more happens to it, but that what its cancelling costs may be waived. */
  record Over(Claim claim) implements Life {

    /**
     * Readings that came late tell of its use after all; where it stands stays as it was.
     *
     * @throws IllegalStateException for one that was given up before it began
     */
    public Step seenAfterAll(Attendance seen) {
      require(Status.COMPLETED, Status.NO_SHOW);
      boolean ended = seen.usedUntil().isPresent();
      return new Step(ended ? Action.COMPLETED : Action.CHECKED_IN, claim.with(seen));
    }

    /**
     * Readings that came late tell that nobody came.
     *
     * @throws IllegalStateException for one that was not taken for completed
     */
    public Step noShowAfterAll() {
      require(Status.COMPLETED);
      return new Step(Action.NO_SHOW, claim.in(Status.NO_SHOW));
    }

    private void require(Status... possible) {
      if (!List.of(possible).contains(claim.status())) {
        throw new IllegalStateException("not of one that is " + claim.status());
      }
    }

    /** Others took the cancelled time; empty for one that costs nothing anyway. */
    public Optional<Step> waiveFee() {
      boolean costs = claim.status() == Status.CANCELLED && claim.feePercent().orElse(0) > 0;
      return costs ? Optional.of(new Step(Action.FEE_WAIVED, claim.costing(0))) : Optional.empty();
    }

    @Override
    public <T> T fold(
        Function<Held, T> held,
        Function<Requested, T> requested,
        Function<Confirmed, T> confirmed,
        Function<InUse, T> inUse,
        Function<Over, T> over) {
      return over.apply(this);
    }
  }
}
