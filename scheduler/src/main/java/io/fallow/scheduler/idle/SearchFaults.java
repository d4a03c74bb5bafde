package io.fallow.scheduler.idle;

import io.fallow.scheduler.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects everything that is wrong with a search, so that it is said at once. */
final class SearchFaults {

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private static final Duration CURSOR_LASTS = Duration.ofHours(1);

  private final List<Fault> faults = new ArrayList<>();

  private SearchFaults() {}

  static List<Fault> of(SearchRequest request, Instant now) {
    SearchFaults found = new SearchFaults();
    found.range(request.from(), request.to());
    found.duration(request.minDuration());
    request.near().ifPresent(found::near);
    found.order(request);
    found.probability(request.minProbability());
    request.asOf().ifPresent(asOf -> found.asOf(asOf, now));
    request.page().ifPresent(page -> found.page(page, request, now));
    found.limit(request.limit());
    return List.copyOf(found.faults);
  }

  /** What is wrong with a range and a moment to look from. */
  static List<Fault> of(Instant from, Instant to, Optional<Instant> asOf, Instant now) {
    SearchFaults found = new SearchFaults();
    found.range(from, to);
    asOf.ifPresent(moment -> found.asOf(moment, now));
    return List.copyOf(found.faults);
  }

  private void range(Instant from, Instant to) {
    if (outside(from)) {
      add("from", "out-of-bounds", "from lies between the years 2000 and 2199");
    }
    if (outside(to)) {
      add("to", "out-of-bounds", "to lies between the years 2000 and 2199");
    }
    if (!from.isBefore(to)) {
      add("to", "range-empty", "to is later than from");
    } else if (from.plus(SearchRequest.LONGEST_RANGE).isBefore(to)) {
      add("to", "range-too-long", "to is at most 35 days after from");
    }
  }

  private void duration(Duration shortest) {
    if (shortest.compareTo(Policy.PLATFORM.shortest()) < 0) {
      add("minDuration", "too-short", "minDuration is at least PT15M, the shortest booking");
    }
    if (shortest.compareTo(Policy.PLATFORM.longest()) > 0) {
      add("minDuration", "too-long", "minDuration is at most P14D, the longest booking");
    }
  }

  private void near(SearchRequest.Near near) {
    if (!(Math.abs(near.latitude()) <= 90)) {
      add("near", "latitude-out-of-range", "a latitude is -90 to 90 degrees");
    }
    if (!(Math.abs(near.longitude()) <= 180)) {
      add("near", "longitude-out-of-range", "a longitude is -180 to 180 degrees");
    }
    if (!(near.radiusKm() > 0 && near.radiusKm() <= 20_040)) {
      add("radiusKm", "radius-out-of-range", "radiusKm is more than 0 and at most 20040");
    }
  }

  private void order(SearchRequest request) {
    if (request.order() == Order.NEAREST && request.near().isEmpty()) {
      add("order", "incomplete", "the nearest come first only with near: the place they are near");
    }
  }

  private void page(Cursor page, SearchRequest request, Instant now) {
    if (!page.fits(request)) {
      add("cursor", "other-query", "the cursor belongs to another search, or was changed");
    } else if (page.present().plus(CURSOR_LASTS).isBefore(now) || page.present().isAfter(now)) {
      add("cursor", "expired", "a cursor is good for an hour: search again");
    }
  }

  private void probability(double least) {
    if (!(least >= Policy.PLATFORM.leastProbability() && least <= 1)) {
      add(
          "minProbability",
          "probability-out-of-range",
          "minProbability is 0.6 to 1: nothing less likely idle than 0.6 is offered");
    }
  }

  private void asOf(Instant asOf, Instant now) {
    if (asOf.isAfter(now)) {
      add("asOf", "as-of-in-future", "asOf is not later than now: " + now);
    } else if (outside(asOf)) {
      add("asOf", "out-of-bounds", "asOf is not before the year 2000");
    }
  }

  private void limit(int limit) {
    if (limit < 1 || limit > SearchRequest.MOST_WINDOWS) {
      add("limit", "limit-out-of-range", "limit is 1 to 1000");
    }
  }

  private static boolean outside(Instant instant) {
    return instant.isBefore(EARLIEST) || !instant.isBefore(LATEST);
  }

  private void add(String field, String code, String message) {
    faults.add(new Fault(field, code, message));
  }
}
