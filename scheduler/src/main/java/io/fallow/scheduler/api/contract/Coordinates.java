package io.fallow.scheduler.api.contract;

/**
 * A place on earth.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
public record Coordinates(double latitude, double longitude) {

  /** Checks the ranges; a number that is none is refused too. */
  public Coordinates {
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException("latitude -90 to 90, longitude -180 to 180");
    }
  }

  static Coordinates parse(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("latitude,longitude");
    }
    return new Coordinates(
        Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
  }
}
