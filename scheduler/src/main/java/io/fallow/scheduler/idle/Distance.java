package io.fallow.scheduler.idle;

import io.fallow.scheduler.policy.GreatCircle;
import io.fallow.telemetry.registry.Facility;

/** How far a facility is from a point, as the crow flies. */
final class Distance {

  private Distance() {}

  /** Kilometres. */
  static double km(SearchRequest.Near from, Facility to) {
    return GreatCircle.km(from.latitude(), from.longitude(), to.latitude(), to.longitude());
  }
}
