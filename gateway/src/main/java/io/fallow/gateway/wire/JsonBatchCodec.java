package io.fallow.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;

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
 * fields given twice, are faults; what has other fields is not kept to be looked at.
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
    write(
        json,
        reading.asset(),
        reading.time(),
        reading.activity().map(Activity::name).orElse(null),
        reading.powerW().isPresent() ? (float) reading.powerW().getAsDouble() : null,
        reading.counter().isPresent() ? reading.counter().getAsLong() : null);
  }

  /** The JSON of a reading with whatever values it has; those that it lacks are null. */
  static byte[] anyReading(
      String asset, Instant time, String activity, Float powerW, Long counter) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
      write(json, asset, time, activity, powerW, counter);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private static void write(
      JsonGenerator json, String asset, Instant time, String activity, Float powerW, Long counter)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("asset", asset);
    json.writeStringField("time", time.toString());
    if (activity != null) {
      json.writeStringField("activity", activity);
    }
    if (powerW != null) {
      json.writeNumberField("powerW", powerW);
    }
    if (counter != null) {
      json.writeNumberField("counter", counter);
    }
    json.writeEndObject();
  }

  /**
   * The same payload with the time at which it is sent. One that {@link #encode} did not write, or
   * that has no room for it, stays as it is.
   *
   * @param sentAtMicros microseconds since 1970 UTC
   */
  static byte[] stamped(byte[] payload, long sentAtMicros) {
    byte[] end = (",\"sentAt\":" + sentAtMicros + "}").getBytes(US_ASCII);
    int kept = payload.length - 1;
    if (kept < 0 || payload[kept] != '}' || kept + end.length > MAX_BYTES) {
      return payload;
    }
    byte[] stamped = Arrays.copyOf(payload, kept + end.length);
    System.arraycopy(end, 0, stamped, kept, end.length);
    return stamped;
  }
}
