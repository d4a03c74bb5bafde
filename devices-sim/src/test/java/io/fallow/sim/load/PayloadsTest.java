package io.fallow.sim.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.DecodedBatch;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.JsonBatchCodec;
import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T20:53:00Z");
  private static final LoadGateway GATE =
      new LoadGateway(new GatewayAddress("lakeside", "gate"), "secret", List.of("a", "b", "c"));

  @Test
  void reportsTheAssetsInTurnAcrossMessages() throws Exception {
    Payloads payloads = payloads(2);
    assertThat(read(payloads, 1).readings()).extracting(Reading::asset).containsExactly("a", "b");
    assertThat(read(payloads, 2).readings()).extracting(Reading::asset).containsExactly("c", "a");
  }

  @Test
  void numbersTheMessages() throws Exception {
    assertThat(read(payloads(2), 7).key()).contains(new MessageKey(99, 7));
  }

  @Test
  void endsAMessageAtItsInstantAndRepeatsNoAssetAtTheSame() throws Exception {
    List<Reading> readings = read(payloads(5), 1).readings();
    assertThat(readings.get(4).time()).isEqualTo(NOW);
    assertThat(readings).extracting(each -> each.asset() + each.time()).doesNotHaveDuplicates();
  }

  private static Payloads payloads(int readings) {
    return new Payloads(GATE, new LoadPlan(PayloadFormat.JSON, readings, 0, 10, 99));
  }

  private static DecodedBatch read(Payloads payloads, long sequence) throws Exception {
    return JsonBatchCodec.decode(payloads.next(sequence, NOW));
  }
}
