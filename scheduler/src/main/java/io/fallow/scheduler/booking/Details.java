package io.fallow.scheduler.booking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** What is told of a change besides, as it is stored, and as far as each side may know it. */
final class Details {

  /**
   * What the booker could have instead. The booker alone is told: it shows what others share with
   * it, and when those stand idle.
   */
  static final String ALTERNATIVES = "alternatives";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Details() {}

  static ObjectNode read(String stored) {
    try {
      return (ObjectNode) MAPPER.readTree(stored);
    } catch (JsonProcessingException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** What one of a reservation's two sides may know. */
  static ObjectNode asToldTo(int organisationId, Reservation reservation, ObjectNode data) {
    if (reservation.isOf(organisationId) || !data.has(ALTERNATIVES)) {
      return data;
    }
    ObjectNode told = data.deepCopy();
    told.remove(ALTERNATIVES);
    return told;
  }
}
