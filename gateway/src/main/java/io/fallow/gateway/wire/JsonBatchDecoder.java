package io.fallow.gateway.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads one payload, once, from its first byte to its last. */
final class JsonBatchDecoder {

  private static final int LONGEST_SHOWN = 40;

  private final JsonParser parser;
  private final JsonReadingDecoder readingDecoder;
  private final Set<String> seen = new HashSet<>();
  private OptionalLong epoch = OptionalLong.empty();
  private OptionalLong sequence = OptionalLong.empty();
  private OptionalLong sentAt = OptionalLong.empty();
  private int readings;

  private JsonBatchDecoder(JsonParser parser, byte[] payload, ReadingSink sink) {
    this.parser = parser;
    this.readingDecoder = new JsonReadingDecoder(parser, payload, sink);
  }

  static BatchHeader decode(JsonFactory json, byte[] payload, ReadingSink sink)
      throws WireFormatException {
    try (JsonParser parser = json.createParser(payload)) {
      return new JsonBatchDecoder(parser, payload, sink).numbered();
    } catch (IOException e) {
      throw new WireFormatException(RejectReason.UNPARSABLE, String.valueOf(e.getMessage()));
    }
  }

  /** A text of a payload, to be told: no more of it than names it. */
  static String shown(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  /** Where in the payload, in words; empty if nobody knows. */
  static String at(JsonLocation location) {
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  /** Says the message's number with its fault, if it came before that. */
  private BatchHeader numbered() throws IOException, WireFormatException {
    try {
      return message();
    } catch (WireFormatException fault) {
      throw numbered(fault);
    } catch (JacksonException e) {
      throw numbered(
          new WireFormatException(
              RejectReason.UNPARSABLE, e.getOriginalMessage() + at(e.getLocation())));
    }
  }

  private WireFormatException numbered(WireFormatException fault) {
    return epoch.isPresent() && sequence.isPresent()
        ? fault.of(new MessageKey(epoch.getAsLong(), sequence.getAsLong()))
        : fault;
  }

  private BatchHeader message() throws IOException, WireFormatException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw unparsable("a message is a JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (!seen.add(name)) {
        throw unparsable("the field " + shown(name) + " is given twice");
      }
      parser.nextToken();
      field(name);
    }
    if (parser.nextToken() != null) {
      throw unparsable("something follows the message");
    }
    if (!seen.contains("readings")) {
      throw unparsable("the field readings is missing");
    }
    if (readings == 0) {
      throw new WireFormatException(RejectReason.EMPTY_BATCH, "the message has no readings");
    }
    return new BatchHeader(key(), sentAt);
  }

  private void field(String name) throws IOException, WireFormatException {
    switch (name) {
      case "v" -> version();
      case "epoch" -> epoch = OptionalLong.of(positive(name));
      case "seq" -> sequence = OptionalLong.of(positive(name));
      case "sentAt" -> sentAt = OptionalLong.of(sentAt());
      case "readings" -> readings();
      default ->
          throw new WireFormatException(
              RejectReason.UNKNOWN_FIELD, "the field " + shown(name) + " is unknown");
    }
  }

  private void version() throws IOException, WireFormatException {
    long version = positive("v");
    if (version != JsonBatchCodec.VERSION) {
      throw new WireFormatException(
          RejectReason.UNSUPPORTED_VERSION,
          "the message is of version " + version + ", known is " + JsonBatchCodec.VERSION);
    }
  }

  private long positive(String name) throws IOException, WireFormatException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      try {
        long value = parser.getLongValue();
        if (value > 0) {
          return value;
        }
      } catch (InputCoercionException tooLong) {
        throw unparsable(name + " is out of range");
      }
    }
    throw unparsable(name + " is a whole number above 0");
  }

  private void readings() throws IOException, WireFormatException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw unparsable("readings is an array");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (readings == JsonBatchCodec.MAX_READINGS) {
        throw new WireFormatException(
            RejectReason.TOO_LARGE,
            "the message has more than " + JsonBatchCodec.MAX_READINGS + " readings");
      }
      readingDecoder.read(readings++);
    }
  }

  private long sentAt() throws IOException, WireFormatException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return positive("sentAt");
    }
    try {
      return IsoTime.micros(
          parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    } catch (DateTimeException | ArithmeticException e) {
      throw unparsable("sentAt is not an ISO 8601 time with an offset");
    }
  }

  private Optional<MessageKey> key() throws WireFormatException {
    if (epoch.isPresent() != sequence.isPresent()) {
      throw unparsable("epoch and seq go together: one of them is missing");
    }
    return epoch.isPresent()
        ? Optional.of(new MessageKey(epoch.getAsLong(), sequence.getAsLong()))
        : Optional.empty();
  }

  private WireFormatException unparsable(String what) {
    return new WireFormatException(
        RejectReason.UNPARSABLE, what + at(parser.currentTokenLocation()));
  }
}
