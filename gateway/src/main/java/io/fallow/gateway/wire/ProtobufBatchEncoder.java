package io.fallow.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Collects the readings of one message by columns. */
final class ProtobufBatchEncoder {

  private final int readings;
  private final Map<String, Integer> assetCodes = new HashMap<>();
  private final ProtobufOutput codes = new ProtobufOutput(512);
  private final ProtobufOutput assets;
  private final ProtobufOutput times;
  private final Values activities;
  private final Values powers;
  private final Values counters;
  private long[] countsBefore = new long[16];
  private long timeBefore;
  private int added;

  ProtobufBatchEncoder(int readings) {
    this.readings = readings;
    this.assets = new ProtobufOutput(readings * 2);
    this.times = new ProtobufOutput(10 + readings * 4);
    this.activities = new Values(readings);
    this.powers = new Values(readings * Float.BYTES);
    this.counters = new Values(readings * 4);
  }

  void add(Reading reading) {
    int asset = assetCodes.computeIfAbsent(reading.asset(), this::newCode);
    assets.varint(asset);
    long time = Micros.of(reading.time());
    times.zigzag(time - timeBefore);
    timeBefore = time;
    if (reading.activity().isPresent()) {
      activities.next(added).varint(reading.activity().get().code());
    }
    if (reading.powerW().isPresent()) {
      powers.next(added).fixed32((float) reading.powerW().getAsDouble());
    }
    if (reading.counter().isPresent()) {
      long count = reading.counter().getAsLong();
      counters.next(added).zigzag(count - countsBefore[asset]);
      countsBefore[asset] = count;
    }
    added++;
  }

  private int newCode(String code) {
    byte[] text = code.getBytes(UTF_8);
    codes.field(ProtobufFields.ASSET_CODE, text, text.length);
    int index = assetCodes.size();
    if (index == countsBefore.length) {
      countsBefore = Arrays.copyOf(countsBefore, 2 * index);
    }
    return index;
  }

  byte[] payload(Optional<MessageKey> key) {
    ProtobufOutput out =
        new ProtobufOutput(32 + codes.size() + assets.size() + times.size() + readings * 12);
    out.field(ProtobufFields.VERSION, JsonBatchCodec.VERSION);
    key.ifPresent(
        numbers -> {
          out.field(ProtobufFields.EPOCH, numbers.epoch());
          out.field(ProtobufFields.SEQUENCE, numbers.sequence());
        });
    out.append(codes);
    if (assetCodes.size() > 1) {
      out.field(ProtobufFields.ASSET, assets);
    }
    out.field(ProtobufFields.TIME, times);
    activities.into(out, ProtobufFields.ACTIVITY);
    powers.into(out, ProtobufFields.POWER);
    counters.into(out, ProtobufFields.COUNTER);
    return out.toByteArray();
  }

  /** The values of one kind, and which readings have one. */
  private final class Values {
    private final ProtobufOutput column;
    private final ProtobufOutput mask = new ProtobufOutput(readings / 8 + 1);
    private int count;

    Values(int expectedSize) {
      column = new ProtobufOutput(expectedSize);
    }

    ProtobufOutput next(int reading) {
      mask.setBit(reading);
      count++;
      return column;
    }

    void into(ProtobufOutput out, int tag) {
      out.field(tag, column);
      if (count > 0 && count < readings) {
        mask.growTo((readings + 7) / 8);
        out.field(tag + (1 << 3), mask);
      }
    }
  }
}
