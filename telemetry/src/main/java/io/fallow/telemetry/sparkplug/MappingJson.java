package io.fallow.telemetry.sparkplug;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.gateway.wire.sparkplug.MetricMapping;
import io.fallow.gateway.wire.sparkplug.MetricTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

  /**
   * A text, read.
   *
   * @param mapping of the lines without fault
   * @param faults everything that is wrong; the mapping counts only when there is nothing
   */
  public record Read(MetricMapping mapping, List<MappingFault> faults) {}

  private MappingJson() {}

  /** Writes a mapping, its lines by device and metric. */
  public static String write(MetricMapping mapping) {
    ObjectNode top = JSON.createObjectNode().put("defaults", mapping.defaults());
    ArrayNode lines = top.putArray("metrics");
    mapping.lines().entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<MetricMapping.Source, MetricTarget> line) ->
                        line.getKey().device().orElse(""))
                .thenComparing(line -> line.getKey().metric()))
        .forEach(line -> write(lines.addObject(), line.getKey(), line.getValue()));
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
   * @throws IllegalArgumentException saying everything that is wrong with it
   */
  public static MetricMapping read(String json) {
    Read read = check(json, anyAsset -> true);
    if (!read.faults().isEmpty()) {
      throw new IllegalArgumentException(
          read.faults().stream().map(MappingFault::toString).collect(Collectors.joining("; ")));
    }
    return read.mapping();
  }

  /**
   * Reads a mapping with whatever is wrong.
   *
   * @param assets tells the codes of the assets to which metrics may be mapped
   */
  public static Read check(String json, Predicate<String> assets) {
    MappingReader reader = new MappingReader(assets);
    try {
      MetricMapping mapping = reader.read(JSON.readTree(json));
      return new Read(mapping, List.copyOf(reader.faults()));
    } catch (JsonProcessingException broken) {
      String message = "is not JSON: " + broken.getOriginalMessage();
      return new Read(MetricMapping.USUAL, List.of(new MappingFault("", "malformed", message)));
    }
  }
}
