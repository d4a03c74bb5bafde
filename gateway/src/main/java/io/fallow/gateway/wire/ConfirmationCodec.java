package io.fallow.gateway.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.fallow.gateway.wire.Confirmation.Range;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of confirmations, one for each epoch of a gateway that was heard of lately:
 *
 * <pre>{@code
 * {"v":1,"stored":[{"epoch":1763758412345,"through":17,"missing":[[3,5],[9,9]]}]}
 * }</pre>
 *
 * Fields that a reader does not know are passed over. Safe for use by many threads.
 */
public final class ConfirmationCodec {

  private static final JsonFactory JSON = new JsonFactory();

  private ConfirmationCodec() {}

  /** The payload that says so. */
  public static byte[] encode(List<Confirmation> confirmations) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeNumberField("v", 1);
      json.writeArrayFieldStart("stored");
      for (Confirmation each : confirmations) {
        write(json, each);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Confirmation each) throws IOException {
    json.writeStartObject();
    json.writeNumberField("epoch", each.epoch());
    json.writeNumberField("through", each.through());
    json.writeArrayFieldStart("missing");
    for (Range range : each.missing()) {
      json.writeArray(new long[] {range.first(), range.last()}, 0, 2);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * Reads a payload; one that confirms nothing is an empty list.
   *
   * @throws WireFormatException if it is no JSON, or its confirmations can't be
   */
  public static List<Confirmation> decode(byte[] payload) throws WireFormatException {
    try (JsonParser json = JSON.createParser(payload)) {
      List<Confirmation> found = new ArrayList<>();
      expect(json, json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("stored")) {
          found.addAll(stored(json, value));
        } else {
          json.skipChildren();
        }
      }
      return found;
    } catch (IOException | IllegalArgumentException e) {
      throw new WireFormatException(
          RejectReason.UNPARSABLE, "no confirmation: " + e.getMessage(), e);
    }
  }

  /** Reads the list whose start is the parser's token. */
  static List<Confirmation> stored(JsonParser json, JsonToken start) throws IOException {
    List<Confirmation> found = new ArrayList<>();
    expect(json, start, JsonToken.START_ARRAY);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      found.add(confirmation(json));
    }
    return found;
  }

  private static Confirmation confirmation(JsonParser json) throws IOException {
    long epoch = 0;
    long through = 0;
    List<Range> missing = new ArrayList<>();
    expect(json, json.currentToken(), JsonToken.START_OBJECT);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "epoch" -> epoch = json.getLongValue();
        case "through" -> through = json.getLongValue();
        case "missing" -> {
          expect(json, json.currentToken(), JsonToken.START_ARRAY);
          while (json.nextToken() != JsonToken.END_ARRAY) {
            missing.add(range(json));
          }
        }
        default -> json.skipChildren();
      }
    }
    return new Confirmation(epoch, through, missing);
  }

  private static Range range(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.START_ARRAY);
    expect(json, json.nextToken(), JsonToken.VALUE_NUMBER_INT);
    long first = json.getLongValue();
    expect(json, json.nextToken(), JsonToken.VALUE_NUMBER_INT);
    long last = json.getLongValue();
    expect(json, json.nextToken(), JsonToken.END_ARRAY);
    return new Range(first, last);
  }

  static void expect(JsonParser json, JsonToken found, JsonToken expected) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "found " + found + " instead of " + expected + " at " + json.currentLocation());
    }
  }
}
