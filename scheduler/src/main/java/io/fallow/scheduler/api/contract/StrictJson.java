package io.fallow.scheduler.api.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads JSON without guessing: no name twice, nothing behind the end, no deep nesting. */
final class StrictJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(20).build())
          .build();

  private StrictJson() {}

  /** What makes a text no JSON, and where; empty if it is. */
  static Optional<String> fault(Buffer text) {
    try (JsonParser parser = FACTORY.createParser(utf8(text))) {
      parser.nextToken();
      parser.skipChildren();
      return parser.nextToken() == null
          ? Optional.empty()
          : Optional.of("must end after its first value");
    } catch (JsonProcessingException fault) {
      return Optional.of("is not JSON: " + place(fault) + fault.getOriginalMessage());
    } catch (IOException fault) {
      return Optional.of("is not JSON: it is not UTF-8");
    }
  }

  /** The parser itself would guess at UTF-16 and others. */
  private static String utf8(Buffer text) throws CharacterCodingException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes());
    return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
  }

  /** A limit that is exceeded, such as that of nesting, comes without a place. */
  private static String place(JsonProcessingException fault) {
    JsonLocation at = fault.getLocation();
    return at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
  }

  /** The object that a text without fault is; empty if it is another value. */
  static Optional<JsonObject> object(Buffer text) {
    try {
      return Optional.of(new JsonObject(text));
    } catch (DecodeException | ClassCastException notAnObject) {
      return Optional.empty();
    }
  }
}
