package io.fallow.scheduler.attendance;

import io.fallow.scheduler.booking.Actor;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.ReservationLedger;
import io.fallow.scheduler.booking.Status;
import io.fallow.scheduler.booking.Step;
import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Policy;
import io.fallow.telemetry.usage.UsageQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A look at the reservations of one asset, in one transaction: takes the steps that what was seen
 * makes due, in order of the reservations' starts. Under the asset's lock, so nothing changes
 * meanwhile; of several processes one looks, and the others go on to the next asset.
 */
final class AssetVisit {

  private static final Duration BEFORE = Duration.ofHours(1);
  private static final Duration AROUND = Duration.ofDays(1);

  private final Connection connection;
  private final Function<Reservation, Policy> policies;
  private final EarlyUse early;
  private final Instant now;
  private final List<Taken> taken = new ArrayList<>();

  AssetVisit(
      Connection connection, Function<Reservation, Policy> policies, EarlyUse early, Instant now) {
    this.connection = connection;
    this.policies = policies;
    this.early = early;
    this.now = now;
  }

  /**
   * What came of a look.
   *
   * @param held who can't begin in time
   */
  record Outcome(List<Taken> steps, List<Delay> held) {}

  /** A step that was taken, and since when it could have been. */
  record Taken(Step step, Instant dueAt) {}

  /** Takes the steps that are due; none if others are at it. */
  Outcome look(Running asset) throws SQLException {
    if (!isOurs(asset)) {
      return new Outcome(List.of(), List.of());
    }
    AssetLocks.take(connection, List.of(asset.assetId()));
    ReservationLedger ledger = new ReservationLedger(connection, Actor.TELEMETRY, now);
    TimeRange time = new TimeRange(asset.since().minus(AROUND), now.plus(AROUND));
    List<Reservation> all = new ArrayList<>(ledger.inTheWay(asset.assetId(), time));
    Timeline seen =
        Timeline.of(
            UsageQueries.intervals(
                connection, asset.assetId(), asset.since().minus(BEFORE), now.plus(BEFORE)));
    for (int i = 0; i < all.size(); i++) {
      if (isRunning(all.get(i))) {
        all.set(i, followed(ledger, all.get(i), all, seen));
      }
    }
    for (UUID ended : asset.ended()) {
      Optional<Reservation> found = ledger.find(ended);
      if (found.isPresent()) {
        followed(ledger, found.get(), all, seen);
      }
    }
    return new Outcome(taken, delays(all, seen));
  }

  private static final String OURS = "SELECT pg_try_advisory_xact_lock(?, ?)";

  /** Names our lock of an asset, which nobody else wants; its id is the other half. */
  private static final int LOCK_SPACE = 0x0FA1_0007;

  private boolean isOurs(Running asset) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(OURS)) {
      query.setInt(1, LOCK_SPACE);
      query.setInt(2, asset.assetId());
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private boolean isRunning(Reservation reservation) {
    Status status = reservation.status();
    return (status == Status.CONFIRMED || status == Status.IN_USE)
        && !reservation.start().isAfter(now);
  }

  private Reservation followed(
      ReservationLedger ledger, Reservation reservation, List<Reservation> others, Timeline seen)
      throws SQLException {
    Policy policy = policies.apply(reservation);
    Reservation at = reservation;
    Optional<Step> step = next(at, others, policy, seen);
    while (step.isPresent()) {
      at = ledger.take(at, step.get(), "", Findings.told(step.get()));
      Lending.note(connection, at);
      taken.add(new Taken(step.get(), Findings.dueAt(step.get(), policy)));
      step = next(at, others, policy, seen);
    }
    return at;
  }

  private Optional<Step> next(
      Reservation at, List<Reservation> others, Policy policy, Timeline seen) {
    return early
        .judged(at, Visits.of(at, others, policy), seen)
        .flatMap(visit -> Judgement.next(visit, seen, now));
  }

  private List<Delay> delays(List<Reservation> all, Timeline seen) {
    return all.stream()
        .filter(each -> each.status() == Status.IN_USE)
        .flatMap(each -> delay(each, all, seen).stream())
        .toList();
  }

  private Optional<Delay> delay(Reservation late, List<Reservation> all, Timeline seen) {
    Policy policy = policies.apply(late);
    Optional<Instant> usedUntil = Judgement.overrunSeenTo(Visits.of(late, all, policy), seen, now);
    return usedUntil.flatMap(
        until ->
            Visits.next(late, all)
                .filter(next -> next.status() != Status.COMPLETED)
                .filter(Visits.sameBooker(late).negate())
                .filter(next -> until.plus(policy.turnaround().after()).isAfter(starts(next)))
                .map(next -> delay(late, next, until, policy)));
  }

  private static Instant starts(Reservation next) {
    return next.blocked().start();
  }

  /** The next one's own turnaround, too, has to be kept. */
  private static Delay delay(Reservation late, Reservation next, Instant until, Policy policy) {
    Duration ready = Duration.between(next.blocked().start(), next.start());
    return new Delay(late, next, until, until.plus(policy.turnaround().after()).plus(ready));
  }
}
