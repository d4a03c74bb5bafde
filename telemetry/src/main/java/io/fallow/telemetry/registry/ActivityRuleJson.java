package io.fallow.telemetry.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** The form in which an activity rule stands in {@code asset.activity_rule}. */
final class ActivityRuleJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ActivityRuleJson() {}

  static String write(ActivityRule rule) {
    ObjectNode node = JSON.createObjectNode();
    if (rule instanceof ActivityRule.PowerThreshold power) {
      node.put("kind", "power");
      node.put("inUseAboveW", power.inUseAboveW());
      node.put("standbyAboveW", power.standbyAboveW());
    } else {
      node.put("kind", "reported");
    }
    return node.put("maxGap", rule.maxGap().toString()).toString();
  }

  /**
   * @throws IllegalArgumentException for anything that {@link #write} does not write
   */
  static ActivityRule read(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      Duration maxGap = Duration.parse(node.required("maxGap").asText());
      String kind = node.required("kind").asText();
      return switch (kind) {
        case "reported" -> new ActivityRule.Reported(maxGap);
        case "power" ->
            new ActivityRule.PowerThreshold(
                node.required("inUseAboveW").doubleValue(),
                node.required("standbyAboveW").doubleValue(),
                maxGap);
        default -> throw new IllegalArgumentException("no activity rule is of kind " + kind);
      };
    } catch (JsonProcessingException | DateTimeParseException failure) {
      throw new IllegalArgumentException("not an activity rule: " + json, failure);
    }
  }
}
