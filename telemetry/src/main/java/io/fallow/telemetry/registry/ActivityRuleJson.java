package io.fallow.telemetry.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * The form in which activity rules are stored and exchanged. Durations are ISO 8601 text, powers
 * are watts. The kinds, with what may be left out in brackets:
 *
 * <pre>
 * {"kind":"reported","maxGap":"PT5M"}
 * {"kind":"power","inUseAboveW":2500,"standbyAboveW":150,
 *  ["inUseBelowW":2300,"standbyBelowW":120 | "marginW":30 | "marginPercent":5,]
 *  ["minUp":"PT1M","minDown":"PT2M",] "maxGap":"PT5M"}
 * {"kind":"counter","idleAfter":"PT10M",["offBelowW":20,]["rollover":65536,] "maxGap":"PT5M"}
 * </pre>
 */
public final class ActivityRuleJson {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ActivityRuleJson() {}

  /** The JSON text of a rule; {@link #read} gives the same rule again. */
  public static String write(ActivityRule rule) {
    ObjectNode node = JSON.createObjectNode();
    if (rule instanceof ActivityRule.PowerThreshold power) {
      writePower(node, power);
    } else if (rule instanceof ActivityRule.CounterIncrements counter) {
      node.put("kind", "counter").put("idleAfter", counter.idleAfter().toString());
      counter.offBelowW().ifPresent(watts -> node.put("offBelowW", watts));
      counter.rollover().ifPresent(counts -> node.put("rollover", counts));
    } else {
      node.put("kind", "reported");
    }
    return node.put("maxGap", rule.maxGap().toString()).toString();
  }

  private static void writePower(ObjectNode node, ActivityRule.PowerThreshold power) {
    node.put("kind", "power");
    node.put("inUseAboveW", power.inUseAboveW());
    node.put("standbyAboveW", power.standbyAboveW());
    if (power.inUseBelowW() < power.inUseAboveW()
        || power.standbyBelowW() < power.standbyAboveW()) {
      node.put("inUseBelowW", power.inUseBelowW());
      node.put("standbyBelowW", power.standbyBelowW());
    }
    if (!power.reach().isZero()) {
      node.put("minUp", power.minUp().toString());
      node.put("minDown", power.minDown().toString());
    }
  }

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException for anything that is no rule; it says why
   */
  public static ActivityRule read(String json) {
    try {
      return read(JSON.readTree(json));
    } catch (JsonProcessingException failure) {
      throw new IllegalArgumentException("an activity rule is a JSON object", failure);
    }
  }

  private static ActivityRule read(JsonNode node) {
    RuleFields fields = new RuleFields(node);
    Duration maxGap = fields.duration("maxGap");
    String kind = fields.text("kind");
    ActivityRule rule =
        switch (kind) {
          case "reported" -> new ActivityRule.Reported(maxGap);
          case "power" -> power(fields, maxGap);
          case "counter" ->
              new ActivityRule.CounterIncrements(
                  fields.duration("idleAfter"),
                  fields.optionalNumber("offBelowW"),
                  fields.optionalCount("rollover"),
                  maxGap);
          default -> throw new IllegalArgumentException("no activity rule is of kind " + kind);
        };
    fields.refuseOthers();
    return rule;
  }

  private static ActivityRule power(RuleFields fields, Duration maxGap) {
    double inUse = fields.number("inUseAboveW");
    double standby = fields.number("standbyAboveW");
    double marginW = fields.optionalNumber("marginW").orElse(0);
    double percent = fields.optionalNumber("marginPercent").orElse(0);
    if (marginW < 0 || percent < 0 || percent > 100) {
      throw new IllegalArgumentException("margins are not negative, and at most 100 percent");
    }
    return new ActivityRule.PowerThreshold(
        inUse,
        standby,
        fields.optionalNumber("inUseBelowW").orElse(below(inUse, marginW, percent)),
        fields.optionalNumber("standbyBelowW").orElse(below(standby, marginW, percent)),
        fields.optionalDuration("minUp").orElse(Duration.ZERO),
        fields.optionalDuration("minDown").orElse(Duration.ZERO),
        maxGap);
  }

  private static double below(double above, double marginW, double percent) {
    return Math.max(0, above - marginW - above * percent / 100);
  }
}
