package io.fallow.telemetry.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.BatchDecoder;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.sparkplug.SparkplugTopic;
import io.fallow.telemetry.ingest.ReadingIntake;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

  private final Set<String> offered = new HashSet<>();

  @Test
  void everyDeathOfANodeIsKnownFromTheOthersThoughTheirPayloadsAreTheSame() throws Exception {
    Deliveries deliveries = new Deliveries(new Intake());
    String topic = "spBv1.0/lakeside/NDEATH/edge-1";
    Arrival death = new Arrival(topic, new byte[] {1, 2, 3});
    for (int day = 0; day < 3; day++) {
      Outcome outcome = new Outcome();
      outcome.store(unknown(Instant.EPOCH.plusSeconds(86_400L * day)));
      deliveries.ofMessage(death, SparkplugTopic.parse(topic).orElseThrow(), outcome);
    }

    assertThat(offered).hasSize(3);
  }

  private static Reading unknown(Instant time) {
    return new Reading(
        "mri-1", time, Optional.of(Activity.UNKNOWN), OptionalDouble.empty(), OptionalLong.empty());
  }

  /** Keeps by what ingest knows a message again. */
  private final class Intake implements ReadingIntake {

    @Override
    public void offer(String topic, byte[] payload, GatewayAddress gateway, BatchDecoder content) {
      offered.add(topic + " " + HexFormat.of().formatHex(payload));
    }

    @Override
    public void refuse(String topic, byte[] payload) {
      throw new AssertionError("nothing is refused here");
    }
  }
}
