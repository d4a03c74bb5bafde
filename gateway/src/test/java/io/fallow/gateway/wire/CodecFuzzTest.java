package io.fallow.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/**
 * Any bytes end in readings or in a named refusal. In a build this runs over the seeds that are
 * kept beside it; guided by coverage it looks for more of them when {@code JAZZER_FUZZ=1} is set.
 */
class CodecFuzzTest {

  @FuzzTest
  void jsonEndsInReadingsOrInARefusal(byte[] payload) {
    check(PayloadFormat.JSON, payload);
  }

  @FuzzTest
  void protobufEndsInReadingsOrInARefusal(byte[] payload) {
    check(PayloadFormat.PROTOBUF, payload);
  }

  /** What was understood can be said again, in either form, and means the same. */
  static void check(PayloadFormat format, byte[] payload) {
    DecodedBatch batch;
    try {
      batch = format.decoder().decode(payload);
    } catch (WireFormatException refusal) {
      assertThat(refusal.getMessage()).isNotBlank();
      return;
    }
    assertThat(batch.readings().size() + batch.bad().size()).isBetween(1, 10_000);
    assertThat(batch.bad()).allSatisfy(bad -> assertThat(bad.detail()).isNotBlank());
    for (PayloadFormat form : PayloadFormat.values()) {
      sayAgain(form, batch);
    }
  }

  private static void sayAgain(PayloadFormat form, DecodedBatch batch) {
    Optional<byte[]> again = encode(form, batch);
    if (again.isPresent()) {
      try {
        DecodedBatch same = form.decoder().decode(again.get());
        assertThat(same.key()).isEqualTo(batch.key());
        assertThat(same.readings()).isEqualTo(batch.readings());
      } catch (WireFormatException e) {
        throw new AssertionError(form + " does not read what it wrote", e);
      }
    }
  }

  /** Empty where there is nothing to say, or where it would be too long in this form. */
  private static Optional<byte[]> encode(PayloadFormat form, DecodedBatch batch) {
    try {
      return Optional.of(form.encode(new ReadingBatch(batch.key(), batch.readings())));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
