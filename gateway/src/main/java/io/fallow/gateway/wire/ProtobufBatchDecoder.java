package io.fallow.gateway.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one payload: first its fields, then what is in the columns, reading by reading. */
final class ProtobufBatchDecoder {

  private final ProtobufCursor in;
  private final List<String> assetCodes = new ArrayList<>();
  private final ProtobufCursor[] columns = new ProtobufCursor[16];
  private int seen;
  private long version;
  private long epoch;
  private long sequence;
  private long sentAt;

  private ProtobufBatchDecoder(byte[] payload) {
    this.in = new ProtobufCursor(payload, 0, payload.length);
  }

  static BatchHeader decode(byte[] payload, ReadingSink sink) throws WireFormatException {
    ProtobufBatchDecoder message = new ProtobufBatchDecoder(payload);
    try {
      message.fields();
      BatchHeader header = message.header();
      message.readings().into(sink);
      return header;
    } catch (WireFormatException fault) {
      throw message.numbered(fault);
    }
  }

  /** Says the message's number with its fault, if it came before that. */
  private WireFormatException numbered(WireFormatException fault) {
    return epoch == 0 || sequence == 0 ? fault : fault.of(new MessageKey(epoch, sequence));
  }

  private void fields() throws WireFormatException {
    while (in.hasMore()) {
      long tag = in.varint();
      if (tag != (int) tag) {
        throw in.unparsable("a field's number is out of range");
      }
      field((int) tag);
    }
  }

  private void field(int tag) throws WireFormatException {
    switch (tag) {
      case ProtobufFields.VERSION -> version = number(tag);
      case ProtobufFields.EPOCH -> epoch = number(tag);
      case ProtobufFields.SEQUENCE -> sequence = number(tag);
      case ProtobufFields.SENT_AT -> sentAt = number(tag);
      case ProtobufFields.ASSET_CODE -> assetCode();
      case ProtobufFields.ASSET,
          ProtobufFields.TIME,
          ProtobufFields.ACTIVITY,
          ProtobufFields.ACTIVITY_MASK,
          ProtobufFields.POWER,
          ProtobufFields.POWER_MASK,
          ProtobufFields.COUNTER,
          ProtobufFields.COUNTER_MASK -> {
        once(tag);
        columns[tag >>> 3] = in.stretch();
      }
      default ->
          throw new WireFormatException(
              RejectReason.UNKNOWN_FIELD,
              "field " + (tag >>> 3) + " of type " + (tag & 7) + " is unknown");
    }
  }

  private void once(int tag) throws WireFormatException {
    int bit = 1 << (tag >>> 3);
    if ((seen & bit) != 0) {
      throw in.unparsable("the field " + ProtobufFields.name(tag) + " is given twice");
    }
    seen |= bit;
  }

  private long number(int tag) throws WireFormatException {
    once(tag);
    long value = in.varint();
    if (value < 0) {
      throw in.unparsable(ProtobufFields.name(tag) + " is out of range");
    }
    return value;
  }

  private void assetCode() throws WireFormatException {
    String code = in.stretch().text();
    if (code.length() > Reading.LONGEST_ASSET) {
      throw in.unparsable("an asset's code has more than " + Reading.LONGEST_ASSET + " characters");
    }
    if (assetCodes.size() == JsonBatchCodec.MAX_READINGS) {
      throw new WireFormatException(
          RejectReason.TOO_LARGE,
          "the message names more than " + JsonBatchCodec.MAX_READINGS + " assets");
    }
    assetCodes.add(code);
  }

  private BatchHeader header() throws WireFormatException {
    if (version == 0) {
      throw in.unparsable("the field version is missing");
    }
    if (version != JsonBatchCodec.VERSION) {
      throw new WireFormatException(
          RejectReason.UNSUPPORTED_VERSION,
          "the message is of version " + version + ", known is " + JsonBatchCodec.VERSION);
    }
    if (epoch == 0 != (sequence == 0)) {
      throw in.unparsable("epoch and sequence go together: one of them is missing");
    }
    return new BatchHeader(
        epoch == 0 ? Optional.empty() : Optional.of(new MessageKey(epoch, sequence)),
        sentAt == 0 ? OptionalLong.empty() : OptionalLong.of(sentAt));
  }

  private ProtobufReadings readings() throws WireFormatException {
    ProtobufCursor times = column(ProtobufFields.TIME);
    int count = times.countVarints();
    if (count == 0 && !times.hasMore()) {
      throw new WireFormatException(RejectReason.EMPTY_BATCH, "the message has no readings");
    }
    if (count > JsonBatchCodec.MAX_READINGS) {
      throw new WireFormatException(
          RejectReason.TOO_LARGE,
          "the message has more than " + JsonBatchCodec.MAX_READINGS + " readings");
    }
    ProtobufCursor assets = column(ProtobufFields.ASSET);
    int named = assets.countVarints();
    if (named != count && (named != 0 || assetCodes.size() != 1)) {
      throw in.unparsable("the message has " + count + " times and " + named + " assets");
    }
    return new ProtobufReadings(
        count,
        assetCodes,
        assets,
        times,
        values(ProtobufFields.ACTIVITY, count),
        values(ProtobufFields.POWER, count),
        values(ProtobufFields.COUNTER, count));
  }

  private ProtobufColumn values(int tag, int count) throws WireFormatException {
    ProtobufCursor values = column(tag);
    ProtobufCursor mask = columns[(tag >>> 3) + 1];
    int found = tag == ProtobufFields.POWER ? values.length() / Float.BYTES : values.countVarints();
    return ProtobufColumn.of(ProtobufFields.name(tag), values, found, mask, count);
  }

  private ProtobufCursor column(int tag) {
    ProtobufCursor column = columns[tag >>> 3];
    return column == null ? ProtobufCursor.EMPTY : column;
  }
}
