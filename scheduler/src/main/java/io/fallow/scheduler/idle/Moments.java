package io.fallow.scheduler.idle;

import io.fallow.gateway.wire.Activity;
import java.time.Instant;
import java.util.Optional;

/**
 * From when a question is asked.
 *
 * @param present from which the first page of the answer was asked: what is offered, and in which
 *     order, is reckoned from here on all pages
 * @param now the moment of asking for this page; reservations are those of now, whatever the
 *     present
 * @param back whether the question looks back, and so is not about what assets do now
 */
record Moments(Instant present, Instant now, boolean back) {

  /** A question about now. */
  static Moments of(Instant now) {
    return new Moments(now, now, false);
  }

  /** The moments of a question that may look back. */
  static Moments of(Optional<Instant> asOf, Instant now) {
    return asOf.map(moment -> new Moments(moment, now, true)).orElseGet(() -> of(now));
  }

  /** The moments of a request, which may ask for a later page. */
  static Moments of(SearchRequest request, Instant now) {
    return request.asOf().isEmpty() && request.page().isPresent()
        ? new Moments(request.page().get().present(), now, false)
        : of(request.asOf(), now);
  }

  /** These for an asset that does something now. */
  AssetTime.Moment at(Activity doing) {
    return back
        ? AssetTime.Moment.past(present)
        : new AssetTime.Moment(present, now, Optional.of(doing));
  }
}
