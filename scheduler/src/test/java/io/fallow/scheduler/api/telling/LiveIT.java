package io.fallow.scheduler.api.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.contract.ContractAnswers;
import io.vertx.core.json.JsonArray;
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

class LiveIT {

  private static final String LIVE = "/api/v1/live";
  private static final String MRI = "lakeside.mri-1";
  private static final String CT = "lakeside.ct-1";
  private static final Caller FRED = new Caller("fred", "Fred Forge", "forge");
  private static final Duration LATEST = Duration.ofSeconds(2);

  @TempDir Path folder;
  private ApiWorld world;

  @BeforeEach
  void open() {
    world = new ApiWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private SseClient begun(Caller caller) throws Exception {
    SseClient client = SseClient.open(world.as(caller, LIVE));
    assertThat(client.status()).isEqualTo(200);
    await().until(() -> !client.events().isEmpty());
    assertThat(client.events().get(0).event()).isEqualTo("from");
    return client;
  }

  private static final String STATE =
      """
      INSERT INTO usage_state (asset_id) VALUES (?) ON CONFLICT DO NOTHING
      """;

  private static final String SAYS =
      """
      UPDATE usage_state SET last_time = ?, activity = ?, power_w = 42, since = ?, holds_until = ?
      WHERE asset_id = ?
      """;

  /** A reading of this moment has been turned into usage, and speaks for five minutes. */
  private void says(String asset, Activity activity) {
    int id = world.services.registry().asset(asset).orElseThrow().id();
    Instant now = world.clock.instant();
    world.run(STATE, id);
    world.run(
        SAYS,
        now.atOffset(ZoneOffset.UTC),
        activity.code(),
        now.atOffset(ZoneOffset.UTC),
        now.plus(Duration.ofMinutes(5)).atOffset(ZoneOffset.UTC),
        id);
  }

  private static void told(SseClient client, String... expected) {
    await().untilAsserted(() -> assertThat(changes(client)).containsExactly(expected));
  }

  private static List<String> changes(SseClient client) {
    return client.events().stream()
        .skip(1)
        .map(SseClient.Received::data)
        .map(
            data ->
                data.containsKey("asset")
                    ? data.getString("asset")
                        + " "
                        + data.getJsonObject("now").getString("activity")
                    : data.getString("gateway") + (data.getBoolean("online") ? " on" : " off"))
        .toList();
  }

  @Test
  void aStreamBeginsWithSinceWhenItTellsAndThenTellsEachChangeAsTheAssetsTellIt() throws Exception {
    try (SseClient client = begun(ApiWorld.LENA)) {
      assertThat(client.header("Content-Type")).startsWith("text/event-stream");
      assertThat(client.header("Content-Encoding")).isNotEqualTo("gzip");
      assertThat(client.events().get(0).data().getString("asOf"))
          .isEqualTo(ApiWorld.START.toString());
      world.clock.forward(Duration.ofSeconds(30));
      says(MRI, Activity.STANDBY);
      told(client, MRI + " STANDBY");
      JsonObject told = client.events().get(1).data();
      assertThat(told.getJsonObject("now"))
          .isEqualTo(world.get(ApiWorld.LENA, "/api/v1/assets/" + MRI).json().getJsonObject("now"));
      assertThat(told.getJsonObject("now").getDouble("powerW")).isEqualTo(42);
      ContractAnswers contract =
          new ContractAnswers(world.send(world.request("/openapi.json")).json());
      assertThat(contract.faults("LiveAsset", told)).isEmpty();
      assertThat(contract.faults("LiveFrom", client.events().get(0).data())).isEmpty();
    }
  }

  @Test
  void aChangeIsToldWithinTwoSecondsOfItsCommit() throws Exception {
    try (SseClient client = begun(ApiWorld.LENA)) {
      for (int i = 1; i <= 20; i++) {
        int expected = i + 1;
        world.clock.forward(Duration.ofSeconds(1));
        says(MRI, i % 2 == 0 ? Activity.IN_USE : Activity.OFF);
        await().atMost(LATEST).until(() -> client.events().size() == expected);
      }
    }
  }

  @Test
  void anAssetThatFallsSilentIsToldAsUnknownByTheClockAlone() throws Exception {
    says(CT, Activity.IN_USE);
    try (SseClient client = begun(ApiWorld.LENA)) {
      world.clock.forward(Duration.ofMinutes(4).plusSeconds(30));
      told(client, MRI + " UNKNOWN");
      world.clock.forward(Duration.ofSeconds(31));
      told(client, MRI + " UNKNOWN", CT + " UNKNOWN");
      JsonObject now = client.events().get(2).data().getJsonObject("now");
      assertThat(now.getString("since"))
          .isEqualTo(ApiWorld.START.plus(Duration.ofMinutes(5)).toString());
      assertThat(now.containsKey("powerW")).isFalse();
      says(CT, Activity.IN_USE);
      told(client, MRI + " UNKNOWN", CT + " UNKNOWN", CT + " IN_USE");
    }
  }

  @Test
  void anAssetThatReportsForTheFirstTimeIsTold() throws Exception {
    try (SseClient client = begun(ApiWorld.LENA)) {
      says(CT, Activity.OFF);
      told(client, CT + " OFF");
    }
  }

  @Test
  void whoDoesNotOwnAnAssetIsToldNothingOfItWithAnAgreementWithoutOneAndAfterItsEnd()
      throws Exception {
    try (SseClient owner = begun(ApiWorld.LENA);
        SseClient partner = begun(ApiWorld.HANNA);
        SseClient stranger = begun(FRED)) {
      says(MRI, Activity.STANDBY);
      told(owner, MRI + " STANDBY");
      world.endAgreements();
      says(MRI, Activity.OFF);
      told(owner, MRI + " STANDBY", MRI + " OFF");
      says("forge.mill-1", Activity.IN_USE);
      told(stranger, "forge.mill-1 IN_USE");
      told(owner, MRI + " STANDBY", MRI + " OFF");
      assertThat(changes(partner)).isEmpty();
      for (JsonObject asset : world.get(ApiWorld.HANNA, "/api/v1/assets").list("assets")) {
        assertThat(asset.containsKey("now")).isFalse();
      }
    }
  }

  private static final String GATEWAY =
      """
      INSERT INTO gateway (organisation_id, facility_id, code, created_at)
      SELECT organisation_id, id, ?, now() FROM facility WHERE code = ?
      """;

  private static final String STATUS =
      """
      INSERT INTO gateway_status (gateway_id, online, since)
      SELECT id, ?, now() FROM gateway WHERE code = ?
      ON CONFLICT (gateway_id) DO UPDATE SET online = excluded.online, since = excluded.since
      """;

  private String key(String... scopes) throws Exception {
    JsonObject wish =
        new JsonObject()
            .put("name", "a listener")
            .put("scopes", new JsonArray(List.of(scopes)))
            .put("expiresAt", world.clock.instant().plus(Duration.ofDays(9)).toString());
    Reply made = world.post(ApiWorld.LENA, "/api/v1/keys", wish.encode());
    return "Bearer " + made.json().getString("secret");
  }

  @Test
  void ofGatewaysTheOwnerIsToldAndAKeyOnlyIfItMayReadThem() throws Exception {
    world.run(GATEWAY, "north-gw", "north");
    world.run(GATEWAY, "hall-gw", "hall");
    try (SseClient owner = begun(ApiWorld.LENA);
        SseClient partner = begun(ApiWorld.HANNA);
        SseClient both =
            SseClient.open(
                world.request(LIVE).header("Authorization", key("assets:read", "gateways:read")));
        SseClient assets =
            SseClient.open(world.request(LIVE).header("Authorization", key("assets:read")))) {
      await().until(() -> both.events().size() == 1 && assets.events().size() == 1);
      world.run(STATUS, true, "north-gw");
      world.run(STATUS, true, "hall-gw");
      told(owner, "lakeside.north-gw on");
      told(both, "lakeside.north-gw on");
      world.run(STATUS, false, "north-gw");
      told(owner, "lakeside.north-gw on", "lakeside.north-gw off");
      says(MRI, Activity.OFF);
      told(assets, MRI + " OFF");
      assertThat(changes(partner)).isEmpty();
      ContractAnswers contract =
          new ContractAnswers(world.send(world.request("/openapi.json")).json());
      assertThat(contract.faults("LiveGateway", owner.events().get(1).data())).isEmpty();
    }
    Reply refused = world.send(world.request(LIVE).header("Authorization", key("gateways:read")));
    assertThat(refused.code()).isEqualTo("scope-needed");
  }

  @Test
  void aStreamEndsWhenItsTokenExpires() throws Exception {
    try (SseClient client = begun(ApiWorld.LENA)) {
      world.clock.forward(Duration.ofMinutes(60));
      await().until(client::hasEnded);
      assertThat(client.comments()).contains(": the token has expired");
    }
  }

  @Test
  void aStreamOutlivesItsDatabaseAndTellsWhatChangedMeanwhile() throws Exception {
    try (SseClient client = begun(ApiWorld.LENA)) {
      world.server.stopServer();
      await().pollDelay(Duration.ofSeconds(1)).until(() -> !client.hasEnded());
      world.server.startServer();
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(
              () -> {
                says(MRI, Activity.OFF);
                return true;
              });
      told(client, MRI + " OFF");
      assertThat(client.hasEnded()).isFalse();
    }
  }
}
