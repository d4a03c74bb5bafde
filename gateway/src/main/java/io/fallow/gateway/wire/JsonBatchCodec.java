package io.fallow.gateway.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The JSON form of a message, in UTF-8:
 *
 * <pre>{@code
 * {"v":1,"epoch":1763758412345,"seq":17,"readings":[
 *   {"asset":"mri-1","time":"2026-11-21T20:53:00Z","activity":"IN_USE","powerW":12345.6,"counter":12}]}
 * }</pre>
 *
 * {@code v} may be left out, {@code epoch} and {@code seq} together as well. {@code sentAt}, which
 * may be added, is the publisher's clock when it sent the message: microseconds since 1970, or as
 * {@code time}. A reading has {@code asset} and {@code time} (ISO 8601 with an offset), and at
 * least one of {@code activity}, {@code powerW} (watts) and {@code counter}. Other fields, and
 * fields given twice, are faults.
 *
 * <p>Safe for use by many threads.
 */
public final class JsonBatchCodec {

  /** The longest payload, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** The most readings of one message. */
  public static final int MAX_READINGS = 10_000;

  /** The version of the contract that this codec writes and reads. */
  static final int VERSION = 1;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .configure(JsonFactory.Feature.CHARSET_DETECTION, false)
          .configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, true) // to name them in the refusal
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(8)
                  .maxNameLength(256)
                  .maxNumberLength(100)
                  .maxStringLength(4096)
                  .build())
          .build();

  /** Reads this form. */
  public static final BatchDecoder DECODER = JsonBatchCodec::decode;

  private JsonBatchCodec() {}

  /**
   * The payload of a message.
   *
   * @throws IllegalArgumentException if the message has no readings, or is larger than what {@link
   *     #decode} takes
   */
  public static byte[] encode(ReadingBatch batch) {
    if (batch.readings().isEmpty() || batch.readings().size() > MAX_READINGS) {
      throw new IllegalArgumentException("a message has 1 to " + MAX_READINGS + " readings");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 96 * batch.readings().size());
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      write(json, batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    if (bytes.size() > MAX_BYTES) {
      throw new IllegalArgumentException("a message has at most " + MAX_BYTES + " bytes");
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a payload into objects.
   *
   * @throws WireFormatException if nothing of the payload can be accepted
   */
  public static DecodedBatch decode(byte[] payload) throws WireFormatException {
    return DECODER.decode(payload);
  }

  private static BatchHeader decode(byte[] payload, ReadingSink sink) throws WireFormatException {
    PayloadFormat.checkSize(payload);
    return JsonBatchDecoder.decode(JSON, payload, sink);
  }

  private static void write(JsonGenerator json, ReadingBatch batch) throws IOException {
    json.writeStartObject();
    json.writeNumberField("v", VERSION);
    if (batch.key().isPresent()) {
      json.writeNumberField("epoch", batch.key().get().epoch());
      json.writeNumberField("seq", batch.key().get().sequence());
    }
    json.writeArrayFieldStart("readings");
    for (Reading reading : batch.readings()) {
      write(json, reading);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Reading reading) throws IOException {
    json.writeStartObject();
    json.writeStringField("asset", reading.asset());
    json.writeStringField("time", reading.time().toString());
    if (reading.activity().isPresent()) {
      json.writeStringField("activity", reading.activity().get().name());
    }
    if (reading.powerW().isPresent()) {
      json.writeNumberField("powerW", (float) reading.powerW().getAsDouble());
    }
    if (reading.counter().isPresent()) {
      json.writeNumberField("counter", reading.counter().getAsLong());
    }
    json.writeEndObject();
  }
}
