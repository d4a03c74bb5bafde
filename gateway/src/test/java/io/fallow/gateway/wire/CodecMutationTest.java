package io.fallow.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged and hostile payloads: no crash, no hang, no more memory than their size explains. */
class CodecMutationTest {

  private static final int ROUNDS = 8_000;

  /** What a payload of the largest size may make a decoder allocate: some readings are objects. */
  private static final long MOST_BYTES = 64L << 20;

  @ParameterizedTest
  @EnumSource
  void answersDamagedPayloadsWithReadingsOrARefusal(PayloadFormat format) {
    Random random = new Random(17);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] payload = format.encode(Batches.random(random));
      for (int change = random.nextInt(4); change >= 0; change--) {
        payload = damaged(payload, random);
      }
      CodecFuzzTest.check(format, payload);
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersNoiseWithARefusal(PayloadFormat format) {
    Random random = new Random(18);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      CodecFuzzTest.check(format, noise);
    }
  }

  @Test
  void allocatesNoMoreThanAPayloadExplains() {
    hostileJson().forEach(payload -> checkMemory(PayloadFormat.JSON, payload));
    hostileProtobuf().forEach(payload -> checkMemory(PayloadFormat.PROTOBUF, payload));
  }

  private static Stream<byte[]> hostileJson() {
    int most = JsonBatchCodec.MAX_BYTES;
    return Stream.of(
            "{\"readings\":[" + "{},".repeat(9_999) + "{}]}",
            "{\"readings\":[{\"asset\":\"" + "a".repeat(most - 64),
            "{\"readings\":[{\"powerW\":" + "9".repeat(most - 64),
            "{\"readings\":[{\"" + "a".repeat(most - 64),
            "{\"readings\":[{\"a\":" + "[".repeat(most - 64),
            "{\"readings\":[" + " ".repeat(most - 64),
            "{\"readings\":[{" + distinctFields(60_000) + "}]}",
            "[".repeat(most))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  private static String distinctFields(int count) {
    StringBuilder fields = new StringBuilder("\"x\":1");
    for (int i = 0; i < count; i++) {
      fields.append(",\"x").append(i).append("\":1");
    }
    return fields.toString();
  }

  private static Stream<byte[]> hostileProtobuf() {
    int most = JsonBatchCodec.MAX_BYTES;
    ProtobufOutput longCode = new ProtobufOutput(256);
    longCode.field(ProtobufFields.VERSION, 1);
    longCode.field(
        ProtobufFields.ASSET_CODE, "\u0001".repeat(128).getBytes(StandardCharsets.UTF_8), 128);
    longCode.field(ProtobufFields.TIME, new byte[10_000], 10_000); // readings that say nothing
    return Stream.of(
        longCode.toByteArray(),
        repeated(new byte[] {ProtobufFields.ASSET_CODE, 0}, most),
        repeated(new byte[] {ProtobufFields.ASSET_CODE, 1, 'a'}, most),
        column(ProtobufFields.TIME, most),
        column(ProtobufFields.COUNTER, most),
        column(ProtobufFields.POWER_MASK, most),
        repeated(new byte[] {(byte) 0x80}, most));
  }

  private static byte[] column(int tag, int most) {
    ProtobufOutput out = new ProtobufOutput(most);
    out.field(ProtobufFields.VERSION, 1);
    out.field(tag, new byte[most - 16], most - 16);
    return out.toByteArray();
  }

  private static byte[] repeated(byte[] unit, int most) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(most);
    bytes.writeBytes(new byte[] {ProtobufFields.VERSION, 1});
    while (bytes.size() + unit.length <= most) {
      bytes.writeBytes(unit);
    }
    return bytes.toByteArray();
  }

  private static void checkMemory(PayloadFormat format, byte[] payload) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      assertThat(format.decoder().decode(payload).bad()).isNotEmpty();
    } catch (WireFormatException refusal) {
      assertThat(refusal.getMessage()).isNotBlank().hasSizeLessThan(2_000);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .as(format + ": " + new String(payload, 0, 24, StandardCharsets.ISO_8859_1))
        .isLessThan(MOST_BYTES);
  }

  private static byte[] damaged(byte[] payload, Random random) {
    int at = random.nextInt(payload.length);
    int to = at + random.nextInt(payload.length - at + 1);
    byte[] result = payload.clone();
    switch (random.nextInt(5)) {
      case 0 -> result[at] = (byte) random.nextInt(256);
      case 1 -> result[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> result = Arrays.copyOf(payload, Math.max(1, at));
      case 3 -> result = joined(payload, to, payload, at); // a stretch twice
      default -> result = joined(payload, at, payload, to); // a stretch left out
    }
    return result.length == 0 || result.length > JsonBatchCodec.MAX_BYTES ? payload : result;
  }

  private static byte[] joined(byte[] head, int headEnd, byte[] tail, int tailStart) {
    byte[] all = Arrays.copyOf(head, headEnd + tail.length - tailStart);
    System.arraycopy(tail, tailStart, all, headEnd, tail.length - tailStart);
    return all;
  }
}
