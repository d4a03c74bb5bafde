package io.fallow.scheduler.attendance;

import io.fallow.scheduler.booking.Alternative;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.idle.IdleWindow;
import io.fallow.scheduler.idle.IndexNotReadyException;
import io.fallow.scheduler.idle.SearchRequest;
import io.fallow.scheduler.idle.WindowSearch;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds what the booker of a reservation could have instead: as much time of an asset of the same
 * type, the same one or another, as soon as possible and within two weeks. While the search isn't
 * ready there is nothing to propose: what the booker has to be told doesn't wait for that. Blocks.
 */
public final class NextBest {

  private static final int MOST = 3;
  private static final int MOST_LOOKED_AT = 100;
  private static final Duration WITHIN = Duration.ofDays(14);

  private final WindowSearch windows;
  private final Registry registry;

  /** Looks among the windows that are offered. */
  public NextBest(WindowSearch windows, Registry registry) {
    this.windows = windows;
    this.registry = registry;
  }

  /** What is offered to the booker. */
  List<Alternative> of(Reservation reservation, Instant now) {
    return of(reservation, offered -> true, now);
  }

  /**
   * The same.
   *
   * @param possible of what is offered, what can be had in spite of what is about to happen
   */
  public List<Alternative> of(
      Reservation reservation, Predicate<Alternative> possible, Instant now) {
    Duration length = reservation.during().length();
    return registry
        .asset(reservation.asset())
        .map(asset -> request(asset, length, now))
        .filter(request -> request.faults(now).isEmpty())
        .map(request -> offered(booker(reservation), request, now))
        .orElse(List.of())
        .stream()
        .map(window -> alternative(window, length))
        .filter(possible)
        .limit(MOST)
        .toList();
  }

  private static SearchRequest request(Asset asset, Duration length, Instant now) {
    return SearchRequest.within(now, now.plus(WITHIN))
        .of(SearchRequest.Wanted.ofType(asset.type()))
        .atLeast(length, MOST_LOOKED_AT);
  }

  private static Viewer booker(Reservation reservation) {
    return new Viewer(
        reservation.booker().organisationId(), reservation.organisation(), reservation.bookedBy());
  }

  private List<IdleWindow> offered(Viewer booker, SearchRequest request, Instant now) {
    try {
      return windows.search(booker, request, now).windows();
    } catch (IndexNotReadyException notReady) {
      return List.of();
    }
  }

  private static Alternative alternative(IdleWindow window, Duration length) {
    return new Alternative(window.asset().publicId(), TimeRange.from(window.start(), length));
  }
}
