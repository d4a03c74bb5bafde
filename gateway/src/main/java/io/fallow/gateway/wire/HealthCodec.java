package io.fallow.gateway.wire;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.GatewayHealth.ClockJumps;
import io.fallow.gateway.wire.GatewayHealth.Dropped;
import io.fallow.gateway.wire.GatewayHealth.Pong;
import io.fallow.gateway.wire.GatewayHealth.SourceReport;
import io.fallow.gateway.wire.GatewayHealth.Waiting;
import io.fallow.gateway.wire.GatewayHealth.Why;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of a gateway's health, JSON. Its schema, {@code gateway-health.schema.json}, lies beside
 * this class and is its contract. Fields that a reader does not know are passed over. Safe for use
 * by many threads.
 */
public final class HealthCodec {

  /** The longest payload, in bytes. */
  public static final int MAX_BYTES = 128 << 10;

  /** The longest text of a source, in characters; longer ones are cut. */
  static final int MAX_TEXT = 300;

  /** What no database takes, and no log line. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private static final ObjectMapper JSON =
      new ObjectMapper(
          new JsonFactoryBuilder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(8).maxStringLength(4096).build())
              .build());

  private HealthCodec() {}

  /** The payload that says so. */
  public static byte[] encode(GatewayHealth health) {
    ObjectNode json = JSON.createObjectNode();
    json.put("v", 1).put("at", health.at().toString()).put("program", health.program());
    json.put("started", health.started().toString());
    write(json.putObject("waiting"), health.waiting());
    ArrayNode dropped = json.putArray("dropped");
    health.dropped().forEach(each -> write(dropped.addObject(), each));
    json.put("droppedMessages", health.droppedMessages());
    json.put("droppedReadings", health.droppedReadings());
    ArrayNode sources = json.putArray("sources");
    health.sources().forEach(each -> write(sources.addObject(), each));
    health.clockJumps().ifPresent(jumps -> write(json.putObject("clockJumps"), jumps));
    health.pong().ifPresent(pong -> write(json.putObject("pong"), pong));
    json.put("refusedCommands", health.refusedCommands());
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  private static void write(ObjectNode json, Waiting waiting) {
    json.put("epoch", waiting.epoch());
    json.put("settled", waiting.settled());
    json.put("last", waiting.last());
    json.put("messages", waiting.messages());
    json.put("readings", waiting.readings());
    waiting.since().ifPresent(since -> json.put("since", since.toString()));
  }

  private static void write(ObjectNode json, Dropped dropped) {
    json.put("epoch", dropped.epoch());
    json.put("first", dropped.sequences().first());
    json.put("last", dropped.sequences().last());
    json.put("readings", dropped.readings());
    dropped.from().ifPresent(from -> json.put("from", from.toString()));
    dropped.to().ifPresent(to -> json.put("to", to.toString()));
    json.put("why", dropped.why().name());
  }

  private static void write(ObjectNode json, SourceReport source) {
    json.put("name", cut(source.name()));
    json.put("standing", cut(source.standing()));
    json.put("since", source.since().toString());
    source.trouble().ifPresent(trouble -> json.put("trouble", cut(trouble)));
  }

  private static void write(ObjectNode json, ClockJumps jumps) {
    json.put("count", jumps.count());
    json.put("at", jumps.at().toString());
    json.put("byMs", jumps.byMillis());
  }

  private static void write(ObjectNode json, Pong pong) {
    json.put("id", pong.id());
    json.put("sentAt", pong.sentMicros());
    json.put("receivedAt", pong.receivedMicros());
    json.put("answeredAt", pong.answeredMicros());
  }

  private static String cut(String text) {
    String plain = UNFIT.matcher(text).replaceAll(" ");
    return plain.length() > MAX_TEXT ? plain.substring(0, MAX_TEXT - 1) + "…" : plain;
  }

  /**
   * Reads a payload.
   *
   * @throws WireFormatException if it is too large, no JSON, or can't be
   */
  public static GatewayHealth decode(byte[] payload) throws WireFormatException {
    if (payload.length > MAX_BYTES) {
      throw new WireFormatException(
          RejectReason.TOO_LARGE, "a health report has at most " + MAX_BYTES + " bytes");
    }
    try {
      JsonNode json = JSON.readTree(payload);
      if (json == null || !json.isObject()) {
        throw new IllegalArgumentException("it is no object");
      }
      return health(json);
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new WireFormatException(
          RejectReason.UNPARSABLE, "no health report: " + e.getMessage(), e);
    }
  }

  private static GatewayHealth health(JsonNode json) {
    List<Dropped> dropped = new ArrayList<>();
    array(json, "dropped").forEach(each -> dropped.add(dropped(each)));
    List<SourceReport> sources = new ArrayList<>();
    array(json, "sources").forEach(each -> sources.add(source(each)));
    return new GatewayHealth(
        time(json, "at"),
        text(json, "program"),
        time(json, "started"),
        waiting(field(json, "waiting")),
        dropped,
        number(json, "droppedMessages"),
        number(json, "droppedReadings"),
        sources,
        Optional.ofNullable(json.get("clockJumps")).map(HealthCodec::clockJumps),
        Optional.ofNullable(json.get("pong")).map(HealthCodec::pong),
        number(json, "refusedCommands"));
  }

  private static Waiting waiting(JsonNode json) {
    return new Waiting(
        number(json, "epoch"),
        number(json, "settled"),
        number(json, "last"),
        number(json, "messages"),
        number(json, "readings"),
        optionalTime(json, "since"));
  }

  private static Dropped dropped(JsonNode json) {
    return new Dropped(
        number(json, "epoch"),
        new Range(number(json, "first"), number(json, "last")),
        number(json, "readings"),
        optionalTime(json, "from"),
        optionalTime(json, "to"),
        Why.valueOf(text(json, "why")));
  }

  private static SourceReport source(JsonNode json) {
    return new SourceReport(
        text(json, "name"),
        text(json, "standing"),
        time(json, "since"),
        json.has("trouble") ? Optional.of(text(json, "trouble")) : Optional.empty());
  }

  private static ClockJumps clockJumps(JsonNode json) {
    return new ClockJumps(number(json, "count"), time(json, "at"), number(json, "byMs"));
  }

  private static Pong pong(JsonNode json) {
    return new Pong(
        text(json, "id"),
        number(json, "sentAt"),
        number(json, "receivedAt"),
        number(json, "answeredAt"));
  }

  private static JsonNode field(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static JsonNode array(JsonNode json, String name) {
    JsonNode value = field(json, name);
    if (!value.isArray()) {
      throw new IllegalArgumentException(name + " is no list");
    }
    return value;
  }

  private static long number(JsonNode json, String name) {
    JsonNode value = field(json, name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException(name + " is no whole number");
    }
    return value.longValue();
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = field(json, name);
    if (!value.isTextual()
        || value.textValue().length() > MAX_TEXT
        || UNFIT.matcher(value.textValue()).find()) {
      throw new IllegalArgumentException(name + " is no text of up to " + MAX_TEXT + " characters");
    }
    return value.textValue();
  }

  private static Instant time(JsonNode json, String name) {
    Instant time = Instant.parse(text(json, name));
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException(name + " is no time of this age");
    }
    return time;
  }

  private static Optional<Instant> optionalTime(JsonNode json, String name) {
    return json.has(name) ? Optional.of(time(json, name)) : Optional.empty();
  }
}
