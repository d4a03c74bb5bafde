package io.fallow.telemetry.ingest;

import static io.fallow.telemetry.ingest.IngestStack.NOW;
import static io.fallow.telemetry.ingest.IngestStack.OWN;
import static io.fallow.telemetry.ingest.IngestStack.PATIENCE;
import static io.fallow.telemetry.ingest.IngestStack.power;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** From a real broker into a real TimescaleDB. */
class IngestIT extends OnIngestStack {

  @Test
  void storesWhatAReadingSaysAndMarksItsAsset() throws Exception {
    Instant time = Instant.parse("2026-11-21T11:59:58.123456Z");
    Optional<Activity> standby = Optional.of(Activity.STANDBY);
    Reading full =
        new Reading("mri-1", time, standby, OptionalDouble.of(812.5), OptionalLong.of(77));
    stack.send(1, full, power(time.minusSeconds(1), 3));

    stack.awaitReadings(2);
    String columns = "SELECT concat_ws(' ', time AT TIME ZONE 'UTC', activity, power_w, counter)";
    assertThat(stack.texts(columns + " FROM reading ORDER BY time"))
        .containsExactly("2026-11-21 11:59:57.123456 3", "2026-11-21 11:59:58.123456 2 812.5 77");
    assertThat(stack.texts("SELECT from_time AT TIME ZONE 'UTC' FROM usage_mark"))
        .containsExactly("2026-11-21 11:59:57.123456");
    assertThat(stack.texts("SELECT of_micros(to_micros[1]) AT TIME ZONE 'UTC' FROM usage_mark"))
        .containsExactly("2026-11-21 11:59:58.123456");
  }

  @Test
  void aMessageThatComesAgainIsStoredOnce() throws Exception {
    String handMade =
        "{\"readings\":[{\"asset\":\"mri-1\",\"time\":\"2026-11-21T11:00:00Z\",\"powerW\":5}]}";
    for (int i = 0; i < 3; i++) {
      stack.send(1, power(NOW.minusSeconds(60), 1));
      stack.send(OWN, handMade);
      stack.send(OWN, "no JSON");
    }
    stack.send(2, power(NOW.minusSeconds(30), 2));

    stack.awaitReadings(3);
    await().atMost(PATIENCE).until(() -> stack.counter("fallow.ingest.duplicates") == 6);
    assertThat(stack.rejects()).isEqualTo(1);
    assertThat(stack.texts("SELECT count(*) FROM message_ledger")).containsExactly("4");
  }

  @Test
  void anAssetRegisteredJustNowIsKnown() throws Exception {
    stack.send(1, power(NOW.minusSeconds(60), 1));
    stack.awaitReadings(1);
    stack.asset("main", "mri-2");
    stack.send(2, Reading.ofPower("mri-2", NOW, 3));

    stack.awaitReadings(2);
    assertThat(stack.rejects()).isZero();
  }

  @Test
  void ignoresTheTalkBetweenGatewaysAndPlatform() throws Exception {
    stack.send("fallow/v1/lakeside/gw-1/status", "online");
    stack.send("fallow/v1/lakeside/gw-1/commands", "{}");
    stack.send(1, power(NOW, 1));

    stack.awaitReadings(1);
    assertThat(stack.rejects()).isZero();
  }

  @Test
  void twoInstancesShareTheWork() throws Exception {
    try (IngestService second = stack.ingest("ingest-2")) {
      await().atMost(PATIENCE).until(() -> second.health().connected());
      for (int i = 1; i <= 400; i++) {
        stack.send(i, power(NOW.minusSeconds(i), i));
      }
      stack.awaitReadings(400);
      assertThat(second.health().healthy()).isTrue();
    }
    assertThat(stack.counter("fallow.ingest.messages")).isEqualTo(400);
  }
}
