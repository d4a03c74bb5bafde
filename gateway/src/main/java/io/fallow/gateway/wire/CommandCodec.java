package io.fallow.gateway.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.fallow.gateway.wire.Command.Ping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The form of commands:
 *
 * <pre>{@code
 * {"v":1,"stored":[{"epoch":1763758412345,"through":17,"missing":[[3,5],[9,9]]}]}
 * {"v":1,"ping":{"id":"5f2a","sentAt":1763758412345678}}
 * {"v":1,"rebirth":true}
 * }</pre>
 *
 * A message with any other field is refused as a whole: a gateway follows no command that it does
 * not know. Safe for use by many threads.
 */
public final class CommandCodec {

  /** The longest payload, in bytes: enough for all that the platform confirms at once. */
  public static final int MAX_BYTES = 1 << 20;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(8).maxStringLength(256).build())
          .build();

  private CommandCodec() {}

  /** The payload that says so; what is stored has its own form, {@link ConfirmationCodec}. */
  public static byte[] encode(Ping ping) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeNumberField("v", 1);
      json.writeObjectFieldStart("ping");
      json.writeStringField("id", ping.id());
      json.writeNumberField("sentAt", ping.sentMicros());
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a payload.
   *
   * @throws WireFormatException if it is no command, or says something else besides
   */
  public static Command decode(byte[] payload) throws WireFormatException {
    if (payload.length > MAX_BYTES) {
      throw new WireFormatException(RejectReason.TOO_LARGE, "a command has at most 1 MiB");
    }
    try (JsonParser json = JSON.createParser(payload)) {
      ConfirmationCodec.expect(json, json.nextToken(), JsonToken.START_OBJECT);
      Command command = command(json);
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("there is more behind its end");
      }
      return command;
    } catch (IOException | IllegalArgumentException e) {
      throw new WireFormatException(RejectReason.UNPARSABLE, "no command: " + e.getMessage(), e);
    }
  }

  private static Command command(JsonParser json) throws IOException {
    List<Confirmation> stored = new ArrayList<>();
    Optional<Ping> ping = Optional.empty();
    boolean rebirth = false;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "v" -> version(json.getIntValue());
        case "stored" -> stored.addAll(ConfirmationCodec.stored(json, value));
        case "ping" -> ping = Optional.of(ping(json, value));
        case "rebirth" -> rebirth = json.getBooleanValue();
        default -> throw unknown(name);
      }
    }
    return new Command(stored, ping, rebirth);
  }

  private static void version(int version) {
    if (version != 1) {
      throw new IllegalArgumentException("it is of version " + version);
    }
  }

  private static Ping ping(JsonParser json, JsonToken start) throws IOException {
    ConfirmationCodec.expect(json, start, JsonToken.START_OBJECT);
    String id = "";
    long sent = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "id" -> {
          ConfirmationCodec.expect(json, value, JsonToken.VALUE_STRING);
          id = json.getText();
        }
        case "sentAt" -> sent = json.getLongValue();
        default -> throw unknown(name);
      }
    }
    return new Ping(id, sent);
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException("nobody here knows what " + name + " means");
  }
}
