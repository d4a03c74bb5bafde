package io.fallow.scheduler.attendance;

import io.fallow.scheduler.booking.Alternative;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.idle.IdleWindow;
import io.fallow.scheduler.idle.SearchRequest;
import io.fallow.scheduler.idle.WindowSearch;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Finds what the booker of a reservation could have instead: as much time of an asset of the same
 * type, the same one or another, as soon as possible and within a week. Blocks.
 */
final class NextBest {

  private static final int MOST = 3;
  private static final Duration WITHIN = Duration.ofDays(7);

  private final WindowSearch windows;
  private final Registry registry;

  NextBest(WindowSearch windows, Registry registry) {
    this.windows = windows;
    this.registry = registry;
  }

  List<Alternative> of(Reservation reservation, Instant now) {
    String type = registry.asset(reservation.asset()).map(Asset::type).orElse("");
    Duration length = reservation.during().length();
    Viewer booker =
        new Viewer(
            reservation.booker().organisationId(),
            reservation.organisation(),
            reservation.bookedBy());
    SearchRequest request = SearchRequest.within(now, now.plus(WITHIN));
    return windows.search(booker, request, now).windows().stream()
        .filter(window -> window.asset().type().equals(type))
        .filter(window -> window.length().compareTo(length) >= 0)
        .limit(MOST)
        .map(window -> alternative(window, length))
        .toList();
  }

  private static Alternative alternative(IdleWindow window, Duration length) {
    return new Alternative(window.asset().publicId(), TimeRange.from(window.start(), length));
  }
}
