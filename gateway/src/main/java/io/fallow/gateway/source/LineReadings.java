package io.fallow.gateway.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.gateway.wire.BadReading;
import io.fallow.gateway.wire.DecodedBatch;
import io.fallow.gateway.wire.JsonBatchCodec;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.WireFormatException;

/**
 * Readings as lines of text, each a reading's JSON as in {@link JsonBatchCodec}: {@code
 * {"asset":"mri-1","time":"2026-11-21T20:53:00Z","powerW":12345.6}}.
 */
public final class LineReadings {

  private LineReadings() {}

  /**
   * Reads a line.
   *
   * @throws SourceException if it is no reading; the message says what is wrong
   */
  public static Reading parse(String line) throws SourceException {
    try {
      String message = "{\"readings\":[" + line + "\n]}";
      DecodedBatch batch = JsonBatchCodec.decode(message.getBytes(UTF_8));
      if (!batch.bad().isEmpty()) {
        BadReading bad = batch.bad().get(0);
        throw new SourceException(bad.reason().code() + ": " + withoutPlace(bad.detail()));
      }
      if (batch.readings().size() > 1) {
        throw new SourceException("more than one reading in a line");
      }
      return batch.readings().get(0);
    } catch (WireFormatException e) {
      throw new SourceException(e.reason().code() + ": not a reading's JSON", e);
    }
  }

  private static String withoutPlace(String detail) {
    return detail.substring(detail.indexOf("): ") + 3);
  }
}
