package io.fallow.scheduler.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.booking.Violation;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.group.WaitEntry.PassedOver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps in the database why somebody who waits was passed over. */
final class PassedOverJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PassedOverJson() {}

  static String write(PassedOver passed) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("at", passed.at().toString());
    node.put("asset", passed.spot().asset());
    node.put("start", passed.spot().during().start().toString());
    node.put("end", passed.spot().during().end().toString());
    ArrayNode violations = node.putArray("violations");
    for (Violation each : passed.violations()) {
      violations
          .addObject()
          .put("code", each.code())
          .put("message", each.message())
          .put("overridable", each.overridable());
    }
    return node.toString();
  }

  static PassedOver read(String json) {
    JsonNode node = node(json);
    List<Violation> violations = new ArrayList<>();
    for (JsonNode each : node.get("violations")) {
      violations.add(
          new Violation(
              each.get("code").asText(),
              each.get("message").asText(),
              each.get("overridable").asBoolean()));
    }
    TimeRange during = new TimeRange(instant(node, "start"), instant(node, "end"));
    Spot spot = new Spot(node.get("asset").asText(), during);
    return new PassedOver(instant(node, "at"), spot, violations);
  }

  private static Instant instant(JsonNode node, String field) {
    return Instant.parse(node.get(field).asText());
  }

  private static JsonNode node(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException ourOwn) {
      throw new IllegalStateException("what was stored is no JSON", ourOwn);
    }
  }
}
