package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.IngestStack.NOW;
import static io.fallow.telemetry.ingest.IngestStack.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.JsonBatchCodec;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.ReadingBatch;
import io.fallow.gateway.wire.RejectReason;
import io.fallow.gateway.wire.WireFormatException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages that came another way than over ingest's own subscription. */
class HandedInIT extends OnIngestStack {

  private static final GatewayAddress GATEWAY = new GatewayAddress("lakeside", "gw-1");
  private static final String TOPIC = "spBv1.0/lakeside/NDATA/gw-1";

  @Test
  void areStoredOnceAndRejectedWithTheirReason() throws Exception {
    Reading good = IngestStack.power(NOW.minusSeconds(9), 77);
    byte[] payload = JsonBatchCodec.encode(new ReadingBatch(Optional.empty(), List.of(good)));
    for (int i = 0; i < 2; i++) {
      stack.intake().offer(TOPIC, payload, GATEWAY, JsonBatchCodec.DECODER);
    }
    byte[] noise = {1, 2, 3};
    stack
        .intake()
        .offer(
            TOPIC,
            noise,
            GATEWAY,
            (bytes, sink) -> {
              throw new WireFormatException(RejectReason.UNPARSABLE, "noise");
            });

    await().atMost(PATIENCE).until(() -> stack.readings() == 1 && stack.rejects() == 1);
    assertThat(stack.texts("SELECT reason || ' ' || topic FROM rejected_message"))
        .containsExactly("unparsable " + TOPIC);
    assertThat(stack.keptPayload()).isEqualTo(noise);
    assertThat(stack.texts("SELECT power_w FROM reading")).containsExactly("77");
  }
}
