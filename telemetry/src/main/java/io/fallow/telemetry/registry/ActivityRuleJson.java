package io.fallow.telemetry.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

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
   * @throws InvalidRuleException for anything that is no rule; it says everything that is wrong
   */
  public static ActivityRule read(String json) {
    return read(new RuleFields(node(json), gap -> gap));
  }

  /** Reads a stored rule; a gap from when any was allowed counts as the nearest that is now. */
  static ActivityRule stored(String json) {
    return read(new RuleFields(node(json), RuleFaults::nearestGap));
  }

  private static JsonNode node(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException failure) {
      throw new InvalidRuleException(List.of("an activity rule is a JSON object"));
    }
  }

  private static ActivityRule read(RuleFields fields) {
    Duration maxGap = fields.gap("maxGap");
    String kind = fields.text("kind");
    return switch (kind) {
      case "reported" -> reported(fields, maxGap);
      case "power" -> power(fields, maxGap);
      case "counter" -> counter(fields, maxGap);
      default -> throw fields.ofNoKind(kind);
    };
  }

  private static ActivityRule reported(RuleFields fields, Duration maxGap) {
    fields.orThrow();
    return new ActivityRule.Reported(maxGap);
  }

  private static ActivityRule counter(RuleFields fields, Duration maxGap) {
    Duration idleAfter = fields.gap("idleAfter");
    OptionalDouble offBelowW = fields.optionalNumber("offBelowW");
    OptionalLong rollover = fields.optionalCount("rollover");
    fields.orThrow();
    return new ActivityRule.CounterIncrements(idleAfter, offBelowW, rollover, maxGap);
  }

  private static ActivityRule power(RuleFields fields, Duration maxGap) {
    double inUse = fields.number("inUseAboveW");
    double standby = fields.number("standbyAboveW");
    double marginW = fields.optionalNumber("marginW").orElse(0);
    double percent = fields.optionalNumber("marginPercent").orElse(0);
    fields.require(
        marginW >= 0 && percent >= 0 && percent <= 100,
        "margins are not negative, and at most 100 percent");
    boolean thresholds = fields.has("inUseBelowW") || fields.has("standbyBelowW");
    long ways =
        Stream.of(thresholds, fields.has("marginW"), fields.has("marginPercent"))
            .filter(given -> given)
            .count();
    fields.require(ways <= 1, "give the ...BelowW, or marginW, or marginPercent");
    double inUseBelow = fields.optionalNumber("inUseBelowW").orElse(below(inUse, marginW, percent));
    double standbyBelow =
        fields.optionalNumber("standbyBelowW").orElse(below(standby, marginW, percent));
    Duration minUp = fields.optionalDuration("minUp").orElse(Duration.ZERO);
    Duration minDown = fields.optionalDuration("minDown").orElse(Duration.ZERO);
    fields.orThrow();
    return new ActivityRule.PowerThreshold(
        inUse, standby, inUseBelow, standbyBelow, minUp, minDown, maxGap);
  }

  private static double below(double above, double marginW, double percent) {
    return Math.max(0, above - marginW - above * percent / 100);
  }
}
