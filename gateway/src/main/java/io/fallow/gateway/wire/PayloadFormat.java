package io.fallow.gateway.wire;

import java.util.Arrays;
import java.util.Optional;

/** The forms in which a message of readings is published, each on its own topic. */
public enum PayloadFormat {
  /** Friendly: for hand-made messages and foreign programs. */
  JSON("readings") {
    @Override
    public BatchDecoder decoder() {
      return JsonBatchCodec.DECODER;
    }

    @Override
    public byte[] encode(ReadingBatch batch) {
      return JsonBatchCodec.encode(batch);
    }

    @Override
    public byte[] stamped(byte[] payload, long sentAtMicros) {
      return JsonBatchCodec.stamped(payload, sentAtMicros);
    }
  },

  /** Compact: for gateways. Its schema is {@code reading-batch.proto} beside this class. */
  PROTOBUF("readings-pb") {
    @Override
    public BatchDecoder decoder() {
      return ProtobufBatchCodec.DECODER;
    }

    @Override
    public byte[] encode(ReadingBatch batch) {
      return ProtobufBatchCodec.encode(batch);
    }

    @Override
    public byte[] stamped(byte[] payload, long sentAtMicros) {
      return ProtobufBatchCodec.stamped(payload, sentAtMicros);
    }
  };

  private final String topicLevel;

  PayloadFormat(String topicLevel) {
    this.topicLevel = topicLevel;
  }

  /** The last level of its topics. */
  public String topicLevel() {
    return topicLevel;
  }

  /** Reads this form. */
  public abstract BatchDecoder decoder();

  /**
   * The payload of a message.
   *
   * @throws IllegalArgumentException if the message has no readings, or is larger than what the
   *     decoder takes
   */
  public abstract byte[] encode(ReadingBatch batch);

  /**
   * A payload of {@link #encode} with the time at which it is sent, unless there is no room for it.
   *
   * @param sentAtMicros microseconds since 1970 UTC
   */
  public abstract byte[] stamped(byte[] payload, long sentAtMicros);

  /** The form on the topics that end in this level. */
  static Optional<PayloadFormat> ofTopicLevel(String level) {
    return Arrays.stream(values()).filter(format -> format.topicLevel.equals(level)).findAny();
  }

  /** Refuses what no form can be. */
  static void checkSize(byte[] payload) throws WireFormatException {
    if (payload.length > JsonBatchCodec.MAX_BYTES) {
      throw new WireFormatException(
          RejectReason.TOO_LARGE,
          "the payload has " + payload.length + " bytes, more than " + JsonBatchCodec.MAX_BYTES);
    }
    if (payload.length == 0) {
      throw new WireFormatException(RejectReason.EMPTY_BATCH, "the payload has no bytes");
    }
  }
}
