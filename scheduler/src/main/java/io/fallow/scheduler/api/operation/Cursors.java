package io.fallow.scheduler.api.operation;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.booking.ReservationFilter.Place;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Writes a place in a list as a text that means nothing to anybody else, and reads it. */
public final class Cursors {

  private Cursors() {}

  /** The text of a place. */
  public static String of(Place place) {
    String text = place.start() + " " + place.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The place that a query's {@code cursor} says; one that was not made here is a fault. */
  public static Optional<Place> read(Inputs inputs) {
    Optional<String> cursor = inputs.text("cursor");
    Optional<Place> place = cursor.flatMap(Cursors::parse);
    if (cursor.isPresent() && place.isEmpty()) {
      inputs.fault("query", "cursor", "format", "must be one that was answered as next");
    }
    return place;
  }

  private static Optional<Place> parse(String cursor) {
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
