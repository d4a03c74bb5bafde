package io.fallow.scheduler.booking;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.calendar.TimeRange;
import java.util.List;

/**
 * Time that a booker gives up by moving or shortening what was confirmed. It costs what cancelling
 * would have, but for that time alone, or moving far away and cancelling then would cost nothing.
 *
 * @param percent of the price of that time
 */
record GivenUp(List<TimeRange> parts, int percent) {

  /** Nothing that costs anything. */
  static final GivenUp NOTHING = new GivenUp(List.of(), 0);

  GivenUp {
    parts = List.copyOf(parts);
  }

  boolean costs() {
    return percent > 0 && !parts.isEmpty();
  }

  /** For the history and both sides. */
  ObjectNode told() {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    if (costs()) {
      ArrayNode times = told.put("feePercent", percent).putArray("givenUp");
      parts.forEach(
          part ->
              times
                  .addObject()
                  .put("start", part.start().toString())
                  .put("end", part.end().toString()));
    }
    return told;
  }
}
