package io.fallow.gateway.wire;

/**
 * The Protocol Buffers form of a message: compact, and read without an object per reading. Its
 * schema, {@code reading-batch.proto}, lies beside this class and is its contract. What libraries
 * write who follow that schema is read; what is read is checked more strictly than they do.
 *
 * <p>Safe for use by many threads.
 */
public final class ProtobufBatchCodec {

  /** Reads this form. */
  public static final BatchDecoder DECODER = ProtobufBatchCodec::decode;

  private ProtobufBatchCodec() {}

  /**
   * The payload of a message.
   *
   * @throws IllegalArgumentException if the message has no readings, or is larger than what {@link
   *     #decode} takes
   */
  public static byte[] encode(ReadingBatch batch) {
    if (batch.readings().isEmpty() || batch.readings().size() > JsonBatchCodec.MAX_READINGS) {
      throw new IllegalArgumentException(
          "a message has 1 to " + JsonBatchCodec.MAX_READINGS + " readings");
    }
    ProtobufBatchEncoder encoder = new ProtobufBatchEncoder(batch.readings().size());
    batch.readings().forEach(encoder::add);
    byte[] payload = encoder.payload(batch.key());
    if (payload.length > JsonBatchCodec.MAX_BYTES) {
      throw new IllegalArgumentException(
          "a message has at most " + JsonBatchCodec.MAX_BYTES + " bytes");
    }
    return payload;
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
    return ProtobufBatchDecoder.decode(payload, sink);
  }

  /** The same payload with one field more, which may follow the others, if there is room for it. */
  static byte[] stamped(byte[] payload, long sentAtMicros) {
    ProtobufOutput out = new ProtobufOutput(payload.length + 12);
    out.bytes(payload, payload.length);
    out.field(ProtobufFields.SENT_AT, sentAtMicros);
    return out.size() > JsonBatchCodec.MAX_BYTES ? payload : out.toByteArray();
  }
}
