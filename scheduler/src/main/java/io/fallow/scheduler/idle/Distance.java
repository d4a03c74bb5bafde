package io.fallow.scheduler.idle;

import io.fallow.telemetry.registry.Facility;

/** How far a facility is from a point, as the crow flies. */
final class Distance {

  private static final double EARTH_RADIUS_KM = 6371.0088;

  private Distance() {}

  /** Kilometres on a round Earth, by the haversine formula; right to half a percent. */
  static double km(SearchRequest.Near from, Facility to) {
    double latitude = Math.toRadians(to.latitude() - from.latitude());
    double longitude = Math.toRadians(to.longitude() - from.longitude());
    double a =
        square(Math.sin(latitude / 2))
            + Math.cos(Math.toRadians(from.latitude()))
                * Math.cos(Math.toRadians(to.latitude()))
                * square(Math.sin(longitude / 2));
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(a)));
  }

  private static double square(double number) {
    return number * number;
  }
}
