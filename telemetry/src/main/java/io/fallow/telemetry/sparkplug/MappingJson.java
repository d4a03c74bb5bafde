package io.fallow.telemetry.sparkplug;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.sparkplug.MetricMapping;
import io.fallow.gateway.wire.sparkplug.MetricTarget;
import io.fallow.gateway.wire.sparkplug.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping as JSON:
 *
 * <pre>
 * {"defaults": true,
 *  "metrics": [
 *    {"device": "press 7", "metric": "Drive/Power", "asset": "press-7", "quantity": "power",
 *     "scale": 1000, "offset": 0},
 *    {"device": "press 7", "metric": "State", "asset": "press-7", "quantity": "activity",
 *     "values": {"RUN": "IN_USE", "3": "FAULT", "*": "STANDBY"}},
 *    {"metric": "Saw/Cycles", "asset": "saw-1", "quantity": "counter"}]}
 * </pre>
 *
 * <p>Without a {@code device} a line is of the node itself. {@code scale} is 1, {@code offset} 0
 * and {@code defaults} true where they are missing.
 */
public final class MappingJson {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final List<String> TOP = List.of("defaults", "metrics");
  private static final List<String> LINE =
      List.of("device", "metric", "asset", "quantity", "scale", "offset", "values");

  private MappingJson() {}

  /** Writes a mapping. */
  public static String write(MetricMapping mapping) {
    ObjectNode top = JSON.createObjectNode().put("defaults", mapping.defaults());
    ArrayNode lines = top.putArray("metrics");
    mapping.lines().forEach((source, target) -> write(lines.addObject(), source, target));
    return top.toString();
  }

  private static void write(ObjectNode line, MetricMapping.Source source, MetricTarget target) {
    source.device().ifPresent(device -> line.put("device", device));
    line.put("metric", source.metric());
    line.put("asset", target.asset());
    line.put("quantity", target.quantity().code());
    line.put("scale", target.scale());
    line.put("offset", target.offset());
    if (!target.values().isEmpty()) {
      ObjectNode values = line.putObject("values");
      target.values().forEach((text, activity) -> values.put(text, activity.name()));
    }
  }

  /**
   * Reads a mapping.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static MetricMapping read(String json) {
    try {
      JsonNode top = JSON.readTree(json);
      only(top, TOP);
      Map<MetricMapping.Source, MetricTarget> lines = new HashMap<>();
      for (JsonNode line : top.path("metrics")) {
        only(line, LINE);
        Optional<String> device =
            line.has("device") ? Optional.of(text(line, "device")) : Optional.empty();
        if (lines.put(new MetricMapping.Source(device, text(line, "metric")), target(line))
            != null) {
          throw new IllegalArgumentException("metric " + text(line, "metric") + " is mapped twice");
        }
      }
      return new MetricMapping(lines, top.path("defaults").asBoolean(true));
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("no JSON: " + broken.getOriginalMessage(), broken);
    }
  }

  private static void only(JsonNode node, List<String> known) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("a mapping, and each line of it, is an object");
    }
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      String field = each.getKey();
      if (!known.contains(field)) {
        throw new IllegalArgumentException(
            field + " is not known; known are " + String.join(", ", known));
      }
    }
  }

  private static MetricTarget target(JsonNode line) {
    Quantity quantity =
        Quantity.ofCode(text(line, "quantity"))
            .orElseThrow(
                () -> new IllegalArgumentException("quantity is activity, power or counter"));
    Map<String, Activity> values = new HashMap<>();
    line.path("values")
        .properties()
        .forEach(each -> values.put(each.getKey(), activity(each.getValue().asText())));
    return new MetricTarget(
        text(line, "asset"), quantity, number(line, "scale", 1), number(line, "offset", 0), values);
  }

  private static Activity activity(String name) {
    for (Activity activity : Activity.values()) {
      if (activity.name().equals(name)) {
        return activity;
      }
    }
    throw new IllegalArgumentException("no activity is called " + name);
  }

  private static String text(JsonNode line, String field) {
    if (!line.path(field).isTextual() || line.path(field).textValue().isBlank()) {
      throw new IllegalArgumentException(field + " must be a text");
    }
    return line.path(field).textValue();
  }

  private static double number(JsonNode line, String field, double otherwise) {
    if (line.has(field) && !line.path(field).isNumber()) {
      throw new IllegalArgumentException(field + " must be a number");
    }
    return line.path(field).asDouble(otherwise);
  }
}
