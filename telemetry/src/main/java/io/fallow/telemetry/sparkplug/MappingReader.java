package io.fallow.telemetry.sparkplug;

import com.fasterxml.jackson.databind.JsonNode;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.sparkplug.MetricMapping;
import io.fallow.gateway.wire.sparkplug.MetricTarget;
import io.fallow.gateway.wire.sparkplug.Quantity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads one mapping and notes everything that is wrong with it. A line with a fault is left out.
 */
final class MappingReader {

  private static final List<String> TOP = List.of("defaults", "metrics");
  private static final List<String> LINE =
      List.of("device", "metric", "asset", "quantity", "scale", "offset", "values");
  private static final int LONGEST_TEXT = 1_000;
  private static final int MOST_SHOWN = 100;

  private final Predicate<String> assets;
  private final List<MappingFault> faults = new ArrayList<>();

  MappingReader(Predicate<String> assets) {
    this.assets = assets;
  }

  List<MappingFault> faults() {
    return faults;
  }

  MetricMapping read(JsonNode top) {
    Map<MetricMapping.Source, MetricTarget> lines = new HashMap<>();
    if (isObject(top, "", TOP)) {
      expect(top, "", "defaults", JsonNode::isBoolean, "must be true or false");
      if (expect(top, "", "metrics", JsonNode::isArray, "must be a list")) {
        for (int i = 0; i < top.path("metrics").size(); i++) {
          readLine(top.path("metrics").get(i), "metrics[" + i + "]", lines);
        }
      }
    }
    return new MetricMapping(lines, top.path("defaults").asBoolean(true));
  }

  private void readLine(JsonNode line, String at, Map<MetricMapping.Source, MetricTarget> lines) {
    int before = faults.size();
    if (!isObject(line, at, LINE)) {
      return;
    }
    Optional<String> device = line.has("device") ? text(line, at, "device") : Optional.empty();
    Optional<String> metric = text(line, at, "metric");
    Optional<MetricTarget> target = target(line, at);
    if (faults.size() == before
        && lines.put(new MetricMapping.Source(device, metric.orElseThrow()), target.orElseThrow())
            != null) {
      fault(at, "repeated", "maps a metric that another line maps");
    }
  }

  private Optional<MetricTarget> target(JsonNode line, String at) {
    int before = faults.size();
    Optional<String> asset = text(line, at, "asset");
    if (asset.isPresent() && !assets.test(asset.get())) {
      fault(at + ".asset", "unknown", "is no asset of the gateway's facility");
    }
    Optional<Quantity> quantity = text(line, at, "quantity").flatMap(Quantity::ofCode);
    if (quantity.isEmpty() && line.path("quantity").isTextual()) {
      fault(at + ".quantity", "choice", "must be activity, power or counter");
    }
    expect(line, at, "scale", JsonNode::isNumber, "must be a number");
    expect(line, at, "offset", JsonNode::isNumber, "must be a number");
    Map<String, Activity> values = values(line, at);
    return faults.size() == before
        ? target(line, at, asset.orElseThrow(), quantity.orElseThrow(), values)
        : Optional.empty();
  }

  private Optional<MetricTarget> target(
      JsonNode line, String at, String asset, Quantity quantity, Map<String, Activity> values) {
    double scale = line.path("scale").asDouble(1);
    double offset = line.path("offset").asDouble(0);
    try {
      return Optional.of(new MetricTarget(asset, quantity, scale, offset, values));
    } catch (IllegalArgumentException wrong) {
      fault(at, "invalid", wrong.getMessage());
      return Optional.empty();
    }
  }

  private Map<String, Activity> values(JsonNode line, String at) {
    Map<String, Activity> values = new HashMap<>();
    if (expect(line, at, "values", JsonNode::isObject, "must be an object")) {
      for (Map.Entry<String, JsonNode> each : line.path("values").properties()) {
        String place = at + ".values." + shown(each.getKey());
        checkText(each.getKey(), place);
        activity(each.getValue(), place).ifPresent(found -> values.put(each.getKey(), found));
      }
    }
    return values;
  }

  private Optional<Activity> activity(JsonNode name, String at) {
    for (Activity activity : Activity.values()) {
      if (name.isTextual() && activity.name().equals(name.textValue())) {
        return Optional.of(activity);
      }
    }
    String names =
        Arrays.stream(Activity.values()).map(Activity::name).collect(Collectors.joining(", "));
    fault(at, "choice", "must be one of " + names);
    return Optional.empty();
  }

  private boolean isObject(JsonNode node, String at, List<String> known) {
    if (!node.isObject()) {
      fault(at, "type", "must be an object");
      return false;
    }
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      if (!known.contains(each.getKey())) {
        String list = String.join(", ", known);
        fault(inside(at, shown(each.getKey())), "unknown", "is not known; known are " + list);
      }
    }
    return true;
  }

  /** Whether a field is there and of its type; another type is a fault. */
  private boolean expect(
      JsonNode node, String at, String field, Predicate<JsonNode> type, String otherwise) {
    boolean right = node.has(field) && type.test(node.get(field));
    if (node.has(field) && !right) {
      fault(inside(at, field), "type", otherwise);
    }
    return right;
  }

  private Optional<String> text(JsonNode line, String at, String field) {
    JsonNode text = line.path(field);
    if (text.isTextual() && !text.textValue().isBlank()) {
      checkText(text.textValue(), inside(at, field));
      return Optional.of(text.textValue());
    }
    boolean missing = text.isMissingNode();
    fault(
        inside(at, field),
        missing ? "missing" : "type",
        missing ? "is required" : "must be a text that is not blank");
    return Optional.empty();
  }

  /** The database keeps neither NUL nor half a character. */
  private void checkText(String text, String at) {
    if (text.length() > LONGEST_TEXT) {
      fault(at, "length", "must have at most " + LONGEST_TEXT + " characters");
    }
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      fault(at, "format", "must be Unicode without NUL");
    }
  }

  private void fault(String at, String code, String message) {
    faults.add(new MappingFault(at, code, message));
  }

  private static String inside(String at, String field) {
    return at.isEmpty() ? field : at + "." + field;
  }

  private static String shown(String name) {
    return name.length() > MOST_SHOWN ? name.substring(0, MOST_SHOWN) + "…" : name;
  }
}
