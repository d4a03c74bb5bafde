package io.fallow.scheduler.api.booking;

import io.fallow.scheduler.booking.ReservationFilter.Place;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Writes a place in a list as a text that means nothing to anybody else, and reads it. */
final class Cursors {

  private Cursors() {}

  static String of(Place place) {
    String text = place.start() + " " + place.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty for a text that was not made here. */
  static Optional<Place> parse(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = text.split(" ", -1);
      return parts.length == 2
          ? Optional.of(new Place(Instant.parse(parts[0]), UUID.fromString(parts[1])))
          : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      return Optional.empty();
    }
  }
}
