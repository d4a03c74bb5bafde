package io.fallow.gateway.wire.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fallow.gateway.wire.RejectReason;
import io.fallow.gateway.wire.WireFormatException;
import java.util.Map;
import java.util.Optional;

/**
 * Any bytes end in metrics or in a named refusal, and any metric in something known or in a
 * complaint. In a build this runs over the seeds that are kept beside it; guided by coverage it
 * looks for more of them when {@code JAZZER_FUZZ=1} is set.
 */
class SparkplugFuzzTest {

  @FuzzTest
  void payloadsAreReadOrRefused(byte[] bytes) {
    SparkplugPayload payload;
    try {
      payload = SparkplugCodec.decode(bytes);
    } catch (WireFormatException refusal) {
      assertThat(refusal.getMessage()).isNotBlank();
      assertThat(refusal.reason()).isIn(RejectReason.UNPARSABLE, RejectReason.TOO_LARGE);
      return;
    }
    assertThat(payload.metrics()).hasSizeLessThanOrEqualTo(SparkplugCodec.MOST_METRICS);
    payload.sequence().ifPresent(number -> assertThat(number).isBetween(0, 255));
    assertThat(payload.session()).isNotNull();
    payload.metrics().forEach(SparkplugFuzzTest::tell);
  }

  /** Whatever a value is mapped to, it is taken or complained of. */
  private static void tell(SparkplugMetric metric) {
    metric
        .name()
        .ifPresent(
            name -> {
              MetricMapping.USUAL.target(Optional.of("press-7"), name);
              MetricMapping.USUAL.target(Optional.empty(), name);
            });
    for (Quantity quantity : Quantity.values()) {
      take(MetricTarget.of("press-7", quantity), metric.value());
      take(new MetricTarget("press-7", quantity, -0.5, 7, Map.of()), metric.value());
    }
  }

  private static void take(MetricTarget target, MetricValue value) {
    try {
      target.update(Held.NOTHING, value);
    } catch (IllegalArgumentException complaint) {
      assertThat(complaint.getMessage()).isNotBlank();
    }
  }
}
