package io.fallow.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.GatewayHealth.ClockJumps;
import io.fallow.gateway.wire.GatewayHealth.Dropped;
import io.fallow.gateway.wire.GatewayHealth.Pong;
import io.fallow.gateway.wire.GatewayHealth.SourceReport;
import io.fallow.gateway.wire.GatewayHealth.Waiting;
import io.fallow.gateway.wire.GatewayHealth.Why;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HealthCodecTest {

  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");

  @Test
  void readsWhatItWrites() throws Exception {
    GatewayHealth health = health("the meter answers nothing");

    assertThat(HealthCodec.decode(HealthCodec.encode(health))).isEqualTo(health);
    assertThat(HealthCodec.decode(HealthCodec.encode(plain()))).isEqualTo(plain());
  }

  @Test
  void writesWhatItsSchemaSays() throws Exception {
    try (InputStream file = HealthCodec.class.getResourceAsStream("gateway-health.schema.json")) {
      ObjectMapper json = new ObjectMapper();
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(json.readTree(file));

      for (GatewayHealth each : List.of(health("no"), plain())) {
        assertThat(schema.validate(json.readTree(HealthCodec.encode(each)))).isEmpty();
      }
      assertThat(schema.validate(json.readTree("{\"v\":1}"))).isNotEmpty();
    }
  }

  @Test
  void cutsWordsThatAreTooLong() throws Exception {
    GatewayHealth decoded = HealthCodec.decode(HealthCodec.encode(health("x".repeat(2_000))));

    assertThat(decoded.sources().get(0).trouble().orElseThrow()).hasSize(300).endsWith("x…");
  }

  @Test
  void refusesWhatCannotBe() {
    String good = new String(HealthCodec.encode(health("no")), UTF_8);
    for (String bad :
        List.of(
            "",
            "7",
            "{",
            "{}",
            good.replace("\"settled\":3", "\"settled\":99"),
            good.replace("\"settled\":3", "\"settled\":\"3\""),
            good.replace("\"first\":1", "\"first\":0"),
            good.replace("FULL", "WHY"),
            good.replace("2026-11-28T08:00:00Z", "today"),
            good.replace("\"droppedReadings\":", "\"droppedReadings\":1e30,\"x\":"),
            " ".repeat(HealthCodec.MAX_BYTES + 1))) {
      assertThatThrownBy(() -> HealthCodec.decode(bad.getBytes(UTF_8)))
          .as(bad)
          .isInstanceOf(WireFormatException.class);
    }
  }

  @Test
  void survivesWrongBytesAnywhere() {
    Random random = new Random(4);
    byte[] good = HealthCodec.encode(health("no"));
    for (int round = 0; round < 2_000; round++) {
      byte[] payload = good.clone();
      payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
      try {
        assertThat(HealthCodec.decode(payload)).isNotNull();
      } catch (WireFormatException e) {
        assertThat(e).hasMessageContaining("no health report");
      }
    }
  }

  @Test
  void tellsTheClocksDifferenceFromAnAnswerToAPing() {
    Pong pong = new Pong("a", 1_000, 61_500, 62_500);

    assertThat(pong.aheadMicros(3_000)).isEqualTo(60_000);
  }

  private static GatewayHealth health(String trouble) {
    return new GatewayHealth(
        NOW,
        "fallow-gateway 1",
        NOW.minusSeconds(60),
        new Waiting(17, 3, 9, 5, 400, Optional.of(NOW.minusSeconds(9))),
        List.of(
            new Dropped(17, new Range(1, 2), 40, Optional.of(NOW), Optional.of(NOW), Why.FULL),
            new Dropped(9, new Range(4, 4), 0, Optional.empty(), Optional.empty(), Why.DAMAGED)),
        3,
        40,
        List.of(
            new SourceReport("cnc", "trouble", NOW, Optional.of(trouble)),
            new SourceReport("meter", "ok", NOW, Optional.empty())),
        Optional.of(new ClockJumps(2, NOW, -7_200_000)),
        Optional.of(new Pong("5f", 1, 2, 3)),
        1);
  }

  private static GatewayHealth plain() {
    return new GatewayHealth(
        NOW,
        "fallow-gateway 1",
        NOW,
        new Waiting(17, 0, 0, 0, 0, Optional.empty()),
        Collections.emptyList(),
        0,
        0,
        Collections.emptyList(),
        Optional.empty(),
        Optional.empty(),
        0);
  }
}
