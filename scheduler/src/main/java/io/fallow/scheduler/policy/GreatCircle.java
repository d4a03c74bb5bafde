package io.fallow.scheduler.policy;

import io.fallow.telemetry.registry.Facility;

/** How far apart two places are, as the crow flies. */
public final class GreatCircle {

  private static final double EARTH_RADIUS_KM = 6371.0088;

  private GreatCircle() {}

  /** Kilometres between two facilities. */
  static double km(Facility one, Facility other) {
    return km(one.latitude(), one.longitude(), other.latitude(), other.longitude());
  }

  /**
   * Kilometres on a round Earth between two points in degrees, by the haversine formula; right to
   * half a percent.
   */
  public static double km(
      double latitude, double longitude, double otherLatitude, double otherLongitude) {
    double north = Math.toRadians(otherLatitude - latitude);
    double east = Math.toRadians(otherLongitude - longitude);
    double a =
        square(Math.sin(north / 2))
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(otherLatitude))
                * square(Math.sin(east / 2));
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(a)));
  }

  private static double square(double number) {
    return number * number;
  }
}
