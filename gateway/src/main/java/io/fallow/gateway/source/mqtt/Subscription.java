package io.fallow.gateway.source.mqtt;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.settings.SettingsException;
import io.fallow.gateway.source.Snapshot;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.source.Target;
import io.fallow.gateway.source.TargetSettings;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import org.eclipse.paho.mqttv5.common.util.MqttTopicValidator;

/**
 * What one topic, or all that a filter matches, say of an asset.
 *
 * @param pointer to the value within the payload's JSON (RFC 6901); empty: the payload is the value
 * @param time pointer to the time; empty: when the message came
 * @param zone of times without an offset, as Tasmota writes them
 */
record Subscription(
    String filter,
    Optional<JsonPointer> pointer,
    Optional<JsonPointer> time,
    Optional<ZoneId> zone,
    Target target) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECONDS_UNTIL = 100_000_000_000L; // more are milliseconds

  static Subscription of(Settings settings) throws SettingsException {
    String filter = settings.text("topic");
    try {
      MqttTopicValidator.validate(filter, true, true);
    } catch (IllegalArgumentException e) {
      throw settings.fault("topic", "'" + filter + "' is no topic: " + e.getMessage());
    }
    return new Subscription(
        filter,
        settings.optionalText("pointer").filter(each -> !each.isEmpty()).map(JsonPointer::compile),
        settings.optionalText("time").map(JsonPointer::compile),
        zone(settings),
        TargetSettings.target(settings));
  }

  private static Optional<ZoneId> zone(Settings settings) throws SettingsException {
    try {
      return settings.optionalText("zone").map(ZoneId::of);
    } catch (DateTimeException e) {
      throw settings.fault("zone", "'" + settings.text("zone") + "' is no time zone");
    }
  }

  boolean matches(String topic) {
    return MqttTopicValidator.isMatched(filter, topic);
  }

  /**
   * What a message says; nothing if it tells of other things.
   *
   * @param now when it came
   */
  Snapshot read(byte[] payload, Instant now) throws SourceException {
    String text = text(payload);
    if (pointer.isEmpty() && time.isEmpty()) {
      Snapshot snapshot = new Snapshot(now);
      target.text(text, snapshot);
      return snapshot;
    }
    JsonNode json = json(text);
    Snapshot snapshot =
        time.isPresent() ? Snapshot.of(time(json.at(time.get()))) : new Snapshot(now);
    JsonNode value = pointer.isPresent() ? json.at(pointer.get()) : json;
    if (value.isNumber()) {
      target.number(value.asDouble(), snapshot);
    } else if (value.isTextual() || value.isBoolean()) {
      target.text(value.asText(), snapshot);
    } else if (!value.isMissingNode()) {
      throw new SourceException(
          "%s is neither a number nor a text"
              .formatted(pointer.map(Object::toString).orElse("the payload")));
    }
    return snapshot;
  }

  private String text(byte[] payload) throws SourceException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      throw new SourceException("the payload is no text", e);
    }
  }

  private JsonNode json(String text) throws SourceException {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new SourceException("the payload is no JSON", e);
    }
  }

  /** ISO 8601, or seconds or milliseconds since 1970. */
  private Instant time(JsonNode node) throws SourceException {
    if (node.isNumber()) {
      double number = node.asDouble();
      return Instant.ofEpochMilli((long) (number < SECONDS_UNTIL ? number * 1000 : number));
    }
    try {
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              node.asText(), OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime instant
          ? instant.toInstant()
          : LocalDateTime.from(time).atZone(requiredZone()).toInstant();
    } catch (DateTimeException e) {
      throw new SourceException(
          "there is no time at %s: '%s'"
              .formatted(time.orElseThrow(), Target.shortened(node.asText())),
          e);
    }
  }

  private ZoneId requiredZone() throws SourceException {
    return zone.orElseThrow(
        () ->
            new SourceException(
                "the time at %s has no offset: give the topic a zone, or no time"
                    .formatted(time.orElseThrow())));
  }
}
