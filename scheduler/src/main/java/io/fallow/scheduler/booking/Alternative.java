package io.fallow.scheduler.booking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.calendar.TimeRange;

/**
 * What a booker could have instead.
 *
 * @param asset public id
 */
public record Alternative(String asset, TimeRange during) {

  /** As it is told. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("asset", asset)
        .put("start", during.start().toString())
        .put("end", during.end().toString());
  }
}
