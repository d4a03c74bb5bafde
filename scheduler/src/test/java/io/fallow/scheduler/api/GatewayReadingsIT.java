package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.api.contract.ContractAnswers;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees that machines report through a gateway at this moment. */
class GatewayReadingsIT {

  private static final String READINGS = "/api/v1/gateways/lakeside.north-gw/readings";
  private static final Instant NOW = ApiWorld.START;

  private ApiWorld world;
  private int gateway;
  private int beside;

  @BeforeEach
  void start(@TempDir Path folder) {
    world = new ApiWorld(folder);
    gateway = WorldGateways.register(world, "lakeside", "north-gw", "north");
    beside = WorldGateways.register(world, "lakeside", "beside-gw", "north");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private void message(int id, int through, Instant receivedAt) {
    world.run(
        "SET LOCAL ROLE NONE; INSERT INTO message_ledger VALUES (?, false, 1, ?, ?, ?, 1, 0)",
        through,
        (long) id,
        (long) id,
        receivedAt.atOffset(ZoneOffset.UTC));
  }

  private void reading(int message, String asset, Instant at, Activity activity, Float watts) {
    world.run(
        "SET LOCAL ROLE NONE; INSERT INTO reading (time, asset_id, activity, power_w, message_id)"
            + " SELECT ?, id, ?::smallint, ?::real, ? FROM asset WHERE code = ?",
        at.atOffset(ZoneOffset.UTC),
        activity == null ? null : (int) activity.code(),
        watts,
        (long) message,
        asset);
  }

  private void counted(int message, String asset, Instant at, long counter) {
    world.run(
        "SET LOCAL ROLE NONE; INSERT INTO reading (time, asset_id, counter, message_id)"
            + " SELECT ?, id, ?, ? FROM asset WHERE code = ?",
        at.atOffset(ZoneOffset.UTC),
        counter,
        (long) message,
        asset);
  }

  private void lastHeard(String asset, Instant at) {
    world.run(
        "INSERT INTO usage_state (asset_id, last_time) SELECT id, ? FROM asset WHERE code = ?"
            + " ON CONFLICT (asset_id) DO UPDATE SET last_time = excluded.last_time",
        at.atOffset(ZoneOffset.UTC),
        asset);
  }

  private List<JsonObject> readings() throws Exception {
    Reply reply = world.get(ApiWorld.LENA, READINGS);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    JsonObject contract = world.send(world.request("/openapi.json")).json();
    assertThat(new ContractAnswers(contract).faults("GatewayReadings", reply.json())).isEmpty();
    return reply.list("readings");
  }

  private static String brief(JsonObject reading) {
    return String.join(
        " ",
        reading.getString("asset"),
        reading.getString("quantity"),
        String.valueOf(reading.getValue("value")),
        reading.getString("unit", "-"));
  }

  @Test
  void showsOfEachAssetAndQuantityWhatCameLast() throws Exception {
    message(1, gateway, NOW.minusSeconds(59));
    message(2, gateway, NOW.minusSeconds(9));
    reading(1, "mri-1", NOW.minusSeconds(60), Activity.STANDBY, 400f);
    reading(2, "mri-1", NOW.minusSeconds(20), null, 18_250.25f);
    reading(2, "mri-1", NOW.minusSeconds(10), null, 18_300f);
    counted(2, "ct-1", NOW.minusSeconds(15), 4711);
    lastHeard("mri-1", NOW.minusSeconds(10));
    lastHeard("ct-1", NOW.minusSeconds(15));

    List<JsonObject> readings = readings();

    assertThat(readings)
        .extracting(GatewayReadingsIT::brief)
        .containsExactly(
            "lakeside.ct-1 counter 4711 -",
            "lakeside.mri-1 activity STANDBY -",
            "lakeside.mri-1 power 18300.0 W");
    assertThat(readings.get(2))
        .isEqualTo(
            new JsonObject()
                .put("asset", "lakeside.mri-1")
                .put("assetName", "Machine mri-1")
                .put("quantity", "power")
                .put("value", 18_300.0)
                .put("unit", "W")
                .put("observedAt", NOW.minusSeconds(10).toString())
                .put("receivedAt", NOW.minusSeconds(9).toString()));
    assertThat(readings.get(1).getString("receivedAt")).isEqualTo(NOW.minusSeconds(59).toString());
  }

  @Test
  void showsNothingThatCameThroughAnotherGateway() throws Exception {
    message(1, gateway, NOW.minusSeconds(60));
    message(2, beside, NOW.minusSeconds(10));
    reading(1, "mri-1", NOW.minusSeconds(60), null, 400f);
    reading(2, "mri-1", NOW.minusSeconds(10), null, 500f);
    reading(2, "ct-1", NOW.minusSeconds(10), null, 600f);
    lastHeard("mri-1", NOW.minusSeconds(10));
    lastHeard("ct-1", NOW.minusSeconds(10));

    assertThat(readings())
        .extracting(GatewayReadingsIT::brief)
        .containsExactly("lakeside.mri-1 power 400.0 W");
  }

  @Test
  void stillShowsWhatCameLastOfOneThatFellSilentAndNothingOfOneThatNeverSpoke() throws Exception {
    Instant longAgo = NOW.minus(Duration.ofDays(9));
    message(1, gateway, longAgo.plusSeconds(1));
    message(2, gateway, NOW.minusSeconds(5));
    reading(1, "ct-1", longAgo.minus(Duration.ofHours(5)), null, 99f);
    reading(1, "ct-1", longAgo, Activity.OFF, null);
    reading(2, "mri-1", NOW.minusSeconds(6), Activity.IN_USE, null);
    lastHeard("ct-1", longAgo);
    lastHeard("mri-1", NOW.minusSeconds(6));

    assertThat(readings())
        .extracting(GatewayReadingsIT::brief)
        .containsExactly("lakeside.ct-1 activity OFF -", "lakeside.mri-1 activity IN_USE -");
  }

  @Test
  void anotherOrganisationHasNoSuchGateway() throws Exception {
    Reply foreign = world.get(ApiWorld.HANNA, READINGS);
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.code()).isEqualTo("gateway-not-found");
    world.services.gatewayAccess().remove(new GatewayAddress("lakeside", "north-gw"), NOW);
    assertThat(world.get(ApiWorld.LENA, READINGS).code()).isEqualTo("gateway-not-found");
  }
}
