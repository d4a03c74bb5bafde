package io.fallow.gateway.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.gateway.intake.Newest;
import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.Waiting;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceHealth;
import io.fallow.gateway.source.SourceHealth.Standing;
import io.fallow.gateway.uplink.GatewayFacts;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.GatewayHealth.ClockJumps;
import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.List;

/** What the running gateway tells of itself, as JSON. Safe for many threads. */
public final class GatewayReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final GatewayAddress gateway;
  private final GatewayFacts facts;
  private final List<Source> sources;
  private final DiskQueue queue;
  private final Uplink uplink;
  private final Newest newest;

  /** Of a gateway's parts, which stay their owner's. */
  public GatewayReport(
      GatewayAddress gateway,
      GatewayFacts facts,
      List<Source> sources,
      DiskQueue queue,
      Uplink uplink,
      Newest newest) {
    this.gateway = gateway;
    this.facts = facts;
    this.sources = List.copyOf(sources);
    this.queue = queue;
    this.uplink = uplink;
    this.newest = newest;
  }

  /** Whether the broker is connected and every source reads. */
  boolean isWell() {
    return uplink.connected()
        && sources.stream()
            .map(each -> each.health().standing())
            .noneMatch(each -> each == Standing.TROUBLE);
  }

  String health() throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode();
    json.put("well", isWell());
    json.put("gateway", gateway.toString());
    json.put("startedAt", facts.started().toString());
    ObjectNode up = json.putObject("uplink");
    up.put("connected", uplink.connected());
    up.put("trouble", uplink.trouble().orElse(null));
    up.put("inFlight", uplink.inFlight());
    up.put("sentAgain", uplink.sentAgain());
    put(json.putObject("queue"));
    facts.clockJumps().ifPresent(jumps -> put(json.putObject("clockJumps"), jumps));
    ArrayNode each = json.putArray("sources");
    sources.forEach(source -> put(each.addObject(), source));
    return JSON.writeValueAsString(json);
  }

  private void put(ObjectNode json) {
    Waiting waiting = queue.waiting();
    json.put("messages", waiting.messages());
    json.put("readings", waiting.readings());
    json.put("bytes", waiting.bytes());
    json.put("droppedReadings", queue.dropTotals().readings());
  }

  private static void put(ObjectNode json, ClockJumps jumps) {
    json.put("count", jumps.count());
    json.put("at", jumps.at().toString());
    json.put("byMs", jumps.byMillis());
  }

  private static void put(ObjectNode json, Source source) {
    SourceHealth health = source.health();
    json.put("name", source.name());
    json.put("reads", source.describe());
    json.put("standing", health.standing().name());
    json.put("since", health.since().toString());
    json.put("trouble", health.trouble().orElse(null));
    json.put("readings", health.readings());
    json.put("refused", health.refused());
    json.put("lastRefusal", health.lastRefusal().orElse(null));
    json.put("lastReadingAt", health.lastReadingAt().map(Instant::toString).orElse(null));
  }

  String readings() throws JsonProcessingException {
    ArrayNode json = JSON.createArrayNode();
    newest.all().forEach(each -> put(json.addObject(), each.source(), each.reading()));
    return JSON.writeValueAsString(json);
  }

  private static void put(ObjectNode json, String source, Reading reading) {
    json.put("source", source);
    json.put("asset", reading.asset());
    json.put("time", reading.time().toString());
    reading.activity().ifPresent(each -> json.put("activity", each.name()));
    reading.powerW().ifPresent(each -> json.put("powerW", each));
    reading.counter().ifPresent(each -> json.put("counter", each));
  }
}
