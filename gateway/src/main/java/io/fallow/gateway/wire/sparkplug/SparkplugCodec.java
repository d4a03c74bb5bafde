package io.fallow.gateway.wire.sparkplug;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.fallow.gateway.wire.RejectReason;
import io.fallow.gateway.wire.WireFormatException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/**
 * Reads payloads with the classes that Tahu generated from Sparkplug's schema. Metric by metric,
 * because protobuf turns two bytes of a hostile template into a hundred bytes of objects: so no
 * more than one metric's objects, which are bounded, are alive at a time.
 */
public final class SparkplugCodec {

  /** The largest payload, in bytes. */
  public static final int MOST_BYTES = 1 << 20;

  /** The most metrics of a payload. */
  public static final int MOST_METRICS = 10_000;

  /** The largest metric, in bytes. */
  public static final int MOST_METRIC_BYTES = 256 << 10;

  private static final int LONGEST_NAME = 1_000;
  private static final int LONGEST_TEXT = 1_000;
  private static final int DEEPEST = 32;
  private static final int SEQUENCES = 256;
  private static final String REBIRTH = "Node Control/Rebirth";

  private SparkplugCodec() {}

  /**
   * Reads a payload.
   *
   * @throws WireFormatException with TOO_LARGE or UNPARSABLE; nothing of the payload counts then
   */
  public static SparkplugPayload decode(byte[] payload) throws WireFormatException {
    if (payload.length > MOST_BYTES) {
      throw tooLarge("the payload has " + payload.length + " bytes, more than " + MOST_BYTES);
    }
    try {
      return read(CodedInputStream.newInstance(payload));
    } catch (IOException | IllegalArgumentException broken) {
      throw new WireFormatException(
          RejectReason.UNPARSABLE, "no Sparkplug B payload: " + broken.getMessage());
    }
  }

  private static SparkplugPayload read(CodedInputStream in)
      throws IOException, WireFormatException {
    OptionalLong time = OptionalLong.empty();
    OptionalInt sequence = OptionalInt.empty();
    List<SparkplugMetric> metrics = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (is(tag, Payload.TIMESTAMP_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT)) {
        time = OptionalLong.of(in.readUInt64());
      } else if (is(tag, Payload.SEQ_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT)) {
        sequence = OptionalInt.of(sequence(in.readUInt64()));
      } else if (is(tag, Payload.METRICS_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
        if (metrics.size() == MOST_METRICS) {
          throw tooLarge("more than " + MOST_METRICS + " metrics");
        }
        metrics.add(metric(in.readBytes()));
      } else if (!in.skipField(tag)) {
        throw new IOException("an end of a group that never began");
      }
    }
    return new SparkplugPayload(time, sequence, metrics);
  }

  private static boolean is(int tag, int field, int type) {
    return tag == (field << 3 | type);
  }

  private static int sequence(long number) throws IOException {
    if (number < 0 || number >= SEQUENCES) {
      throw new IOException("a sequence number of " + Long.toUnsignedString(number));
    }
    return (int) number;
  }

  private static SparkplugMetric metric(ByteString bytes) throws IOException, WireFormatException {
    if (bytes.size() > MOST_METRIC_BYTES) {
      throw tooLarge("a metric has " + bytes.size() + " bytes, more than " + MOST_METRIC_BYTES);
    }
    CodedInputStream in = bytes.newCodedInput();
    in.setRecursionLimit(DEEPEST);
    Payload.Metric metric = Payload.Metric.parseFrom(in);
    if (metric.getName().length() > LONGEST_NAME) {
      throw new InvalidProtocolBufferException("a metric's name is too long");
    }
    return new SparkplugMetric(
        metric.hasName() && !metric.getName().isEmpty()
            ? Optional.of(metric.getName())
            : Optional.empty(),
        metric.hasAlias() ? OptionalLong.of(metric.getAlias()) : OptionalLong.empty(),
        metric.hasTimestamp() ? OptionalLong.of(metric.getTimestamp()) : OptionalLong.empty(),
        metric.getDatatype(),
        metric.getIsHistorical(),
        Qualities.isGood(metric) ? value(metric) : new MetricValue.Nothing());
  }

  private static MetricValue value(Payload.Metric metric) {
    if (metric.getIsNull()) {
      return new MetricValue.Nothing();
    }
    MetricValue value =
        switch (metric.getValueCase()) {
          case INT_VALUE -> new MetricValue.Whole(Integer.toUnsignedLong(metric.getIntValue()));
          case LONG_VALUE -> new MetricValue.Whole(metric.getLongValue());
          case FLOAT_VALUE -> new MetricValue.Decimal(metric.getFloatValue());
          case DOUBLE_VALUE -> new MetricValue.Decimal(metric.getDoubleValue());
          case BOOLEAN_VALUE -> new MetricValue.Flag(metric.getBooleanValue());
          case STRING_VALUE -> words(metric.getStringValue());
          case VALUE_NOT_SET -> new MetricValue.Nothing();
          default -> new MetricValue.Complex();
        };
    return value.as(metric.getDatatype());
  }

  private static MetricValue words(String text) {
    return text.length() > LONGEST_TEXT ? new MetricValue.Complex() : new MetricValue.Words(text);
  }

  private static WireFormatException tooLarge(String detail) {
    return new WireFormatException(RejectReason.TOO_LARGE, detail);
  }

  /** The payload of a command by which a host asks a node to tell again all that it has. */
  public static byte[] rebirth(Instant now) {
    return Payload.newBuilder()
        .setTimestamp(now.toEpochMilli())
        .addMetrics(
            Payload.Metric.newBuilder()
                .setName(REBIRTH)
                .setTimestamp(now.toEpochMilli())
                .setDatatype(DataType.Boolean_VALUE)
                .setBooleanValue(true))
        .build()
        .toByteArray();
  }
}
