package io.fallow.gateway.wire.sparkplug;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a host application says of itself under {@link SparkplugTopic#state}. Nodes that have it as
 * their primary host keep their data while it is offline.
 *
 * @param timeMillis of its connection to the broker: a later online is not undone by an earlier
 *     offline
 */
public record HostState(boolean online, long timeMillis) {

  private static final JsonFactory JSON = new JsonFactory();

  /** As JSON. */
  public byte[] payload() {
    String json = "{\"online\":" + online + ",\"timestamp\":" + timeMillis + "}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** What a payload says; empty for anything else. */
  public static Optional<HostState> parse(byte[] payload) {
    Boolean online = null;
    long time = 0;
    try (JsonParser json = JSON.createParser(payload)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (field.equals("online") && value.isBoolean()) {
          online = json.getBooleanValue();
        } else if (field.equals("timestamp") && value == JsonToken.VALUE_NUMBER_INT) {
          time = json.getLongValue();
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException broken) {
      return Optional.empty();
    }
    return online == null ? Optional.empty() : Optional.of(new HostState(online, time));
  }
}
