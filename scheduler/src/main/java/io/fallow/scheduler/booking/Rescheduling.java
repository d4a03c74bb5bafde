package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.BookingCase.Known;
import io.fallow.scheduler.booking.ChangeOutcome.Changed;
import io.fallow.scheduler.booking.ChangeOutcome.NotFound;
import io.fallow.scheduler.booking.ChangeOutcome.NotPossible;
import io.fallow.scheduler.booking.ChangeOutcome.Overlaps;
import io.fallow.scheduler.booking.ChangeOutcome.Refused;
import io.fallow.scheduler.booking.ChangeOutcome.Stale;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.forecast.IdleForecast;
import io.fallow.telemetry.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a reservation longer or shorter, or moves it, in place: the same one in a new version. */
final class Rescheduling {

  private final ReservationChanges changes;
  private final BookingTerms terms;
  private final Calendars calendars;

  Rescheduling(ReservationChanges changes, BookingTerms terms, Calendars calendars) {
    this.changes = changes;
    this.terms = terms;
    this.calendars = calendars;
  }

  ChangeOutcome change(ChangeRequest request, Instant now) {
    Optional<Reservation> seen = changes.visible(request.viewer(), request.id());
    if (seen.isEmpty()) {
      return new NotFound();
    }
    terms.lapse(seen.get().item().id(), now);
    BookingTerms.Known known = terms.known(seen.get(), now);
    IdleForecast forecast = terms.forecast(known.asset(), now);
    try {
      return changes.change(
          request.viewer(),
          request.id(),
          now,
          (connection, ledger, found) ->
              new Attempt(connection, ledger, request, found, known, forecast, now).outcome());
    } catch (StoreException.Conflict taken) { // never_booked_twice has the last word
      return new Overlaps(List.of());
    }
  }

  /** One attempt, under the asset's lock. */
  private final class Attempt {

    private final Connection connection;
    private final ReservationLedger ledger;
    private final ChangeRequest request;
    private final Reservation found;
    private final BookingTerms.Known known;
    private final IdleForecast forecast;
    private final Instant now;
    private final boolean byOwner;

    Attempt(
        Connection connection,
        ReservationLedger ledger,
        ChangeRequest request,
        Reservation found,
        BookingTerms.Known known,
        IdleForecast forecast,
        Instant now) {
      this.connection = connection;
      this.ledger = ledger;
      this.request = request;
      this.found = found;
      this.known = known;
      this.forecast = forecast;
      this.now = now;
      this.byOwner = found.isOnAssetOf(request.viewer().organisationId());
    }

    ChangeOutcome outcome() throws SQLException {
      if (found.version() != request.version()) {
        return new Stale(found);
      }
      Instant start = request.start().orElse(found.start());
      Instant end = request.end().orElse(found.end());
      Optional<TimeRange> wanted = TimeRange.between(start, end);
      if (wanted.isEmpty()) {
        return new Refused(
            List.of(Violation.firm("order", "the end must be later than the start")));
      }
      NewTime time = new NewTime(found.during(), found.blocked(), wanted.get());
      Optional<Violation> impossible = Movable.fault(found, time, now);
      if (impossible.isPresent()) {
        return new NotPossible(found, impossible.get());
      }
      return time.isNone() ? new Changed(found) : judged(time);
    }

    private ChangeOutcome judged(NewTime time) throws SQLException {
      InTheWay others = others(time);
      Verdicts rules = Verdicts.of(broken(time), request.overrideReason(), byOwner);
      if (!rules.allow()) {
        List<Violation> all = new ArrayList<>(rules.standing());
        if (others.isTaken(now)) {
          all.add(Violation.firm("overlaps", "somebody has the asset in part of this time"));
        }
        return new Refused(List.copyOf(all));
      }
      if (others.isTaken(now)) {
        return new Overlaps(others.live(now).stream().filter(this::mayKnow).toList());
      }
      Step step = Movable.step(found, time, known.policy(), now);
      GivenUp givenUp = givenUp(time);
      Reservation after =
          ledger.take(
              found,
              rules.overridden().map(step::overridden).orElse(step),
              rules.overridden().orElse(""),
              givenUp.told());
      new GivenUpRows(connection).add(after, givenUp);
      return new Changed(after);
    }

    /** What the owner changes, and what isn't for good as yet, costs nothing. */
    private GivenUp givenUp(NewTime time) throws SQLException {
      return byOwner || found.status() != Status.CONFIRMED
          ? GivenUp.NOTHING
          : new GivenUp(
              time.givenUp(), FeeTerms.of(connection, found.id()).percent(found.start(), now));
    }

    private InTheWay others(NewTime time) throws SQLException {
      TimeRange blocked = time.blocked(known.policy().turnaround());
      return ledger
          .inTheWay(found.item().id(), blocked, now)
          .without(each -> each.id().equals(found.id()));
    }

    private boolean mayKnow(Reservation other) {
      return byOwner || other.isOf(request.viewer().organisationId());
    }

    private List<Violation> broken(NewTime time) throws SQLException {
      List<Violation> broken = new ArrayList<>();
      if (!found.isOf(request.viewer().organisationId())) {
        broken.add(Violation.soft("not-the-booker", "it is another organisation's reservation"));
      }
      if (!time.isShorter() && !known.isShared()) {
        broken.add(
            Violation.soft("not-shared", "the asset is not shared with the booker any more"));
      }
      BookingRules.violated(toCase(time)).stream().filter(time::concerns).forEach(broken::add);
      Movable.approvalFault(found, time, known.policy(), byOwner, now).ifPresent(broken::add);
      return broken;
    }

    private BookingCase toCase(NewTime time) throws SQLException {
      Optional<TimeRange> part = time.added().flatMap(this::reachable);
      Optional<Known> asset =
          part.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Known(
                      part.get(),
                      calendars.of(connection, known.asset().asset(), part.get()),
                      forecast,
                      Optional.empty()));
      return new BookingCase(
          found.booker().viewer(),
          known.asset(),
          time.to(),
          found.purpose(),
          known.policy(),
          asset,
          standing(time),
          Optional.of(found),
          now);
    }

    /** Whoever only gives time back is asked nothing new. */
    private Standing standing(NewTime time) throws SQLException {
      if (time.isShorter()) {
        return Standing.UNASKED;
      }
      Viewer booker = found.booker().viewer();
      Policy policy = known.policy();
      Standings standings = new Standings(connection, now);
      standings.hold(booker, known.asset(), policy);
      return standings.of(
          booker, known.asset(), time.to(), policy, /* pending= */ false, Optional.of(found));
    }

    private Optional<TimeRange> reachable(TimeRange added) {
      boolean overrides = byOwner && request.overrideReason().isPresent();
      Instant until = now.plus(overrides ? BookingTerms.FARTHEST : known.policy().horizon());
      return added.intersect(new TimeRange(now.minus(Policy.LATE_START), until));
    }
  }
}
