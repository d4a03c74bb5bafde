package io.fallow.scheduler.booking;

import io.fallow.scheduler.booking.BookingOutcome.NotFound;
import io.fallow.scheduler.booking.BookingOutcome.Refused;
import io.fallow.scheduler.booking.Prepared.Ready;
import io.fallow.scheduler.booking.Prepared.Turned;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Policies;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.sharing.Sharing;
import io.fallow.scheduler.sharing.Sight;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.forecast.IdleForecast;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.Registry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Who books what on whose terms: what can be known of a booking before any lock is taken. */
final class BookingTerms {

  /** Farther ahead than anybody books; an owner may do so who overrides its own horizon. */
  static final Duration FARTHEST = Duration.ofDays(400);

  private final Registry registry;
  private final Sharing sharing;
  private final Policies policies;
  private final IdleForecasts forecasts;
  private final Expiry expiry;

  BookingTerms(
      Registry registry,
      Sharing sharing,
      Policies policies,
      IdleForecasts forecasts,
      Expiry expiry) {
    this.registry = registry;
    this.sharing = sharing;
    this.policies = policies;
    this.forecasts = forecasts;
    this.expiry = expiry;
  }

  /** All that can be known. */
  Prepared prepare(BookingRequest request, Instant now) {
    return asked(request, now)
        .fold(wanted -> new Ready(foreseen(unlapsed(wanted, now), now)), Turned::new);
  }

  /** The same once what has run out of the time is out of the way. */
  Candidate unlapsed(Candidate wanted, Instant now) {
    if (wanted.taken()) {
      lapse(wanted.assetId(), now);
    }
    return wanted;
  }

  /** Marks what has run out of an asset. */
  void lapse(int assetId, Instant now) {
    expiry.lapse(assetId, now);
  }

  /** The same with the forecast, which an owner's own booking isn't asked about. */
  Candidate foreseen(Candidate wanted, Instant now) {
    return wanted.asset().isOwn() ? wanted : wanted.with(forecast(wanted.asset(), now));
  }

  /** The same without the forecast. */
  Prepared asked(BookingRequest request, Instant now) {
    return sight(request, request.viewer(), now)
        .map(sight -> asked(request, sight, now))
        .orElseGet(() -> new Turned(new NotFound()));
  }

  private Optional<Sight> sight(BookingRequest request, Viewer viewer, Instant now) {
    Optional<TimeRange> during = request.during().intersect(TimeRange.from(now, FARTHEST));
    Instant from = during.map(TimeRange::start).orElse(now);
    Instant to = during.map(TimeRange::end).orElse(now);
    return sharing.sight(viewer.organisationId(), request.asset(), from, to, now);
  }

  private Prepared asked(BookingRequest request, Sight sight, Instant now) {
    if (request.onBehalfOf().isEmpty()) {
      return asked(request, request.viewer(), sight);
    }
    if (!sight.asset().isOwn()) {
      return turned("not-the-owner", "only the asset's owner books on behalf of others");
    }
    return partner(request)
        .flatMap(partner -> sight(request, partner, now).map(seen -> asked(request, partner, seen)))
        .orElseGet(() -> turned("not-shared", "the asset is not shared with that organisation"));
  }

  private Optional<Viewer> partner(BookingRequest request) {
    return registry
        .organisation(request.onBehalfOf().orElseThrow())
        .map(found -> new Viewer(found.id(), found.code(), request.viewer().person()));
  }

  private Prepared asked(BookingRequest request, Viewer viewer, Sight sight) {
    Optional<Facility> from =
        request.from().flatMap(code -> registry.facility(viewer.organisation() + "." + code));
    if (request.from().isPresent() && from.isEmpty()) {
      return turned("unknown-facility", "the booker's organisation has no such facility");
    }
    OptionalInt fromId = from.map(Facility::id).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    return new Ready(
        new Candidate(
            request,
            viewer,
            Booker.of(viewer, fromId),
            sight.asset(),
            Conditions.in(
                policies.book(sight.policies()),
                book -> book.of(sight.asset(), viewer.organisationId(), from)),
            sight.taken(),
            IdleForecast.NOTHING));
  }

  IdleForecast forecast(VisibleAsset asset, Instant now) {
    return forecasts.of(asset.asset(), now);
  }

  private static Prepared turned(String code, String message) {
    return new Turned(new Refused(List.of(Violation.firm(code, message))));
  }

  /**
   * What is known of a reservation's asset.
   *
   * @param isShared whether its booker may still book it; one who may not keeps the terms of the
   *     agreement under which it was booked
   */
  record Known(VisibleAsset asset, Policy policy, boolean isShared) {}

  Known known(Reservation reservation, Instant now) {
    Optional<VisibleAsset> visible =
        sharing.visible(reservation.booker().organisationId(), reservation.asset(), now);
    VisibleAsset asset = visible.orElseGet(() -> asBooked(reservation));
    Policy policy =
        policies.book().of(asset, reservation.booker().organisationId(), from(reservation));
    return new Known(asset, policy, visible.isPresent());
  }

  private VisibleAsset asBooked(Reservation reservation) {
    return VisibleAsset.shared(
        registry.asset(reservation.asset()).orElseThrow(), reservation.agreementId());
  }

  private Optional<Facility> from(Reservation reservation) {
    OptionalInt id = reservation.booker().facilityId();
    return id.isEmpty()
        ? Optional.empty()
        : registry.facilities().stream().filter(each -> each.id() == id.getAsInt()).findFirst();
  }

  Policy of(Reservation reservation, Instant now) {
    return known(reservation, now).policy();
  }
}
