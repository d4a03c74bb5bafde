package io.fallow.gateway.wire;

/** The tags of {@code reading-batch.proto}: field number times 8 plus wire type. */
final class ProtobufFields {

  private static final int VARINT = 0;
  private static final int BYTES = 2;

  static final int VERSION = 1 << 3 | VARINT;
  static final int EPOCH = 2 << 3 | VARINT;
  static final int SEQUENCE = 3 << 3 | VARINT;
  static final int SENT_AT = 4 << 3 | VARINT;
  static final int ASSET_CODE = 5 << 3 | BYTES;
  static final int ASSET = 6 << 3 | BYTES;
  static final int TIME = 7 << 3 | BYTES;
  static final int ACTIVITY = 8 << 3 | BYTES;
  static final int ACTIVITY_MASK = 9 << 3 | BYTES;
  static final int POWER = 10 << 3 | BYTES;
  static final int POWER_MASK = 11 << 3 | BYTES;
  static final int COUNTER = 12 << 3 | BYTES;
  static final int COUNTER_MASK = 13 << 3 | BYTES;

  private static final String[] NAMES = {
    "",
    "version",
    "epoch",
    "sequence",
    "sent_at",
    "asset_code",
    "asset",
    "time",
    "activity",
    "activity_mask",
    "power_w",
    "power_mask",
    "counter",
    "counter_mask"
  };

  private ProtobufFields() {}

  /** Of a field that is known. */
  static String name(int tag) {
    return NAMES[tag >>> 3];
  }
}
