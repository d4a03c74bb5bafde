package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.IngestStack.NOW;
import static io.fallow.telemetry.ingest.IngestStack.OWN;
import static io.fallow.telemetry.ingest.IngestStack.PATIENCE;
import static io.fallow.telemetry.ingest.IngestStack.power;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.DecodedBatch;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.ReadingBatch;
import io.fallow.gateway.wire.WireFormatException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes that are no message, in both forms, all the way into the table of what was rejected. */
class BadBytesIT extends OnIngestStack {

  private static final int MUTATIONS = 400;

  /** Version 1, the asset mri-1. */
  private static final String HEAD = "0801 2a056d72692d31 ";

  @ParameterizedTest
  @CsvSource({
    "empty-batch,         0801",
    "unparsable,          08",
    "unparsable,          0801 2a7f 61",
    "unknown-field,       7b22726561",
    "unsupported-version, 0802 2a0161 3a0102 420103",
    "unknown-asset,       0801 2a0161 3a08 80b0eeb0e8b1b006 420103",
    "not-finite,          0801 2a056d72692d31 3a08 80b0eeb0e8b1b006 5204 0000c07f",
    "invalid-value,       0801 2a056d72692d31 3a08 80b0eeb0e8b1b006 420109",
    "time-too-old,        0801 2a056d72692d31 3a01 02 420103",
    "time-in-future,      0801 2a056d72692d31 3a08 8080d885a4b1eb06 420103",
  })
  void areRejectedWithTheirReasonAndTheNextMessageIsStored(String reason, String hex)
      throws Exception {
    byte[] payload = bytes(hex);

    stack.send(OWN + "-pb", payload);
    stack.send(1, power(NOW.minusSeconds(30), 2));

    await().atMost(PATIENCE).until(() -> stack.readings() == 1 && stack.rejects() == 1);
    assertThat(stack.texts("SELECT reason FROM rejected_message")).containsExactly(reason);
    assertThat(stack.keptPayload())
        .isEqualTo(reason.equals("unknown-field") ? new byte[0] : payload);
  }

  @Test
  void keepsTheBadReadingsOfAColumnAndStoresTheOthers() throws Exception {
    stack.send(
        OWN + "-pb", bytes(HEAD + "3a0a 80b0eeb0e8b1b006 0202 520c 00004040 0000c07f 00004040"));

    await().atMost(PATIENCE).until(() -> stack.readings() == 2 && stack.rejects() == 1);
    assertThat(stack.texts("SELECT reason || ' ' || detail FROM rejected_message").get(0))
        .startsWith("not-finite readings[1]: powerW is not finite: NaN");
  }

  @ParameterizedTest
  @EnumSource
  void ofAnyKindHoldNothingUp(PayloadFormat format) throws Exception {
    Random random = new Random(31);
    Set<String> refused = new LinkedHashSet<>();
    for (int i = 1; i <= MUTATIONS; i++) {
      byte[] payload = mutated(format, random);
      refusal(format, payload).ifPresent(refused::add);
      stack.send("fallow/v1/lakeside/gw-1/" + format.topicLevel(), payload);
      stack.send(i, power(NOW.minusSeconds(i), 77_777));
    }

    await().atMost(PATIENCE).until(() -> goodOnes() == MUTATIONS);
    assertThat(refused).hasSizeGreaterThan(MUTATIONS / 4);
    assertThat(stack.texts("SELECT reason || ' ' || encode(payload, 'hex') FROM rejected_message"))
        .containsAll(refused);
  }

  private int goodOnes() {
    String count = "SELECT count(*) FROM reading WHERE power_w = 77777";
    return Integer.parseInt(stack.texts(count).get(0));
  }

  /** How a payload that holds nothing of use is told in the table; empty for any other. */
  private static Optional<String> refusal(PayloadFormat format, byte[] payload) {
    try {
      DecodedBatch understood = format.decoder().decode(payload);
      assertThat(understood.readings().size() + understood.bad().size()).isPositive();
      return Optional.empty();
    } catch (WireFormatException fault) {
      byte[] kept = fault.reason().mayKeepPayload() ? payload : new byte[0];
      return Optional.of(fault.reason().code() + " " + HexFormat.of().formatHex(kept));
    }
  }

  private static byte[] mutated(PayloadFormat format, Random random) {
    List<Reading> readings =
        random
            .ints(1 + random.nextInt(3), 0, 1_000)
            .mapToObj(i -> power(NOW.minusSeconds(1_000 + i), i))
            .toList();
    byte[] payload = format.encode(new ReadingBatch(Optional.empty(), readings));
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(payload.length);
      if (random.nextInt(3) == 0) {
        payload = Arrays.copyOf(payload, Math.max(1, at));
      } else {
        payload[at] = (byte) random.nextInt(256);
      }
    }
    return payload;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
