package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.GatewayAddress;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an owner sees of its gateways, and how it sets its activity rules. */
class GatewaysAndRulesIT {

  private static final String MRI_RULE = "/api/v1/assets/lakeside.mri-1/activity-rule";
  private static final String TYPE_RULE = "/api/v1/asset-types/mri/activity-rule";
  private static final String POWER =
      "{\"kind\":\"power\",\"inUseAboveW\":2500.0,\"standbyAboveW\":150.0,\"maxGap\":\"PT5M\"}";

  @TempDir Path folder;
  private ApiWorld world;

  @BeforeEach
  void start() {
    world = new ApiWorld(folder);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void anOwnerRegistersAMachineThatNobodyElseSees() throws Exception {
    String machine =
        "{\"code\":\"xray-9\",\"facility\":\"lakeside.north\",\"name\":\"X-ray\",\"type\":\"xray\","
            + "\"capabilities\":[\"chest\"],\"rule\":{\"kind\":\"reported\",\"maxGap\":\"PT2M\"}}";

    Reply created = world.post(ApiWorld.LENA, "/api/v1/assets", machine);

    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.json().getString("asset")).isEqualTo("lakeside.xray-9");
    Reply seen = world.get(ApiWorld.LENA, "/api/v1/assets/lakeside.xray-9");
    assertThat(seen.json().getString("name")).isEqualTo("X-ray");
    assertThat(seen.json().getJsonObject("now").getString("activity")).isEqualTo("UNKNOWN");
    assertThat(world.get(ApiWorld.HANNA, "/api/v1/assets/lakeside.xray-9").status()).isEqualTo(404);
    Reply again = world.post(ApiWorld.LENA, "/api/v1/assets", machine);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("asset-exists");
  }

  @Test
  void aMachineStandsAtOnesOwnFacility() throws Exception {
    for (String facility : List.of("lakeside.north", "harbor.nowhere")) {
      Reply reply =
          world.post(
              ApiWorld.HANNA,
              "/api/v1/assets",
              "{\"code\":\"xray-9\",\"facility\":\"%s\",\"name\":\"X\",\"type\":\"xray\"}"
                  .formatted(facility));
      assertThat(reply.status()).as(facility).isEqualTo(404);
      assertThat(reply.code()).isEqualTo("facility-not-found");
    }
  }

  @Test
  void showsGatewaysWithWhatIsMissingAndTheirClocks() throws Exception {
    aGatewayAndRulesOf(world);

    JsonObject listed = world.get(ApiWorld.LENA, "/api/v1/gateways").list("gateways").get(0);
    assertThat(listed.getString("id")).isEqualTo("lakeside.north-gw");
    assertThat(listed.getBoolean("online")).isTrue();
    assertThat(listed.getLong("missing")).isEqualTo(3);
    assertThat(listed.getLong("clockAheadMs")).isEqualTo(-45_000);
    assertThat(listed.getBoolean("clockWrong")).isTrue();

    Reply one = world.get(ApiWorld.LENA, "/api/v1/gateways/lakeside.north-gw");
    assertThat(one.list("gaps"))
        .containsExactly(
            new JsonObject()
                .put("epoch", 7)
                .put("first", 4)
                .put("last", 6)
                .put("noticedAt", "2026-11-18T09:00:00Z"));
    assertThat(one.json().getValue("health")).as("it never said").isNull();
  }

  @Test
  void showsHowGatewaysSayThatTheyAre() throws Exception {
    aGatewayAndRulesOf(world);
    world.run(
        "INSERT INTO gateway_health (gateway_id, received_at, said, epoch, settled, last_sequence)"
            + " SELECT id, '2026-11-18T09:30:00Z', ?::json, 7, 3, 9 FROM gateway"
            + " WHERE code = 'north-gw'",
        """
        {"v":1,"at":"2026-11-18T09:30:00Z","program":"fallow-gateway 1",
         "started":"2026-11-18T07:00:00Z",
         "waiting":{"epoch":7,"settled":3,"last":9,"messages":6,"readings":300,
                    "since":"2026-11-18T09:10:00Z"},
         "dropped":[{"epoch":7,"first":1,"last":2,"readings":40,"why":"FULL"}],
         "droppedMessages":2,"droppedReadings":40,
         "sources":[{"name":"cnc","standing":"trouble","since":"2026-11-18T09:00:00Z",
                     "trouble":"nothing listens there"}],
         "refusedCommands":0}
        """);

    JsonObject listed = world.get(ApiWorld.LENA, "/api/v1/gateways").list("gateways").get(0);
    assertThat(listed.getLong("missing")).as("it holds them").isZero();
    assertThat(listed.getJsonObject("health"))
        .isEqualTo(
            new JsonObject()
                .put("receivedAt", "2026-11-18T09:30:00Z")
                .put("program", "fallow-gateway 1")
                .put("startedAt", "2026-11-18T07:00:00Z")
                .put("waitingMessages", 6)
                .put("waitingReadings", 300)
                .put("waitingSince", "2026-11-18T09:10:00Z")
                .put("droppedMessages", 2)
                .put("droppedReadings", 40)
                .put("sourcesInTrouble", 1));

    JsonObject one = world.get(ApiWorld.LENA, "/api/v1/gateways/lakeside.north-gw").json();
    assertThat(one.getJsonArray("gaps")).isEmpty();
    JsonObject health = one.getJsonObject("health");
    assertThat(health.getJsonArray("sources").getJsonObject(0).getString("trouble"))
        .isEqualTo("nothing listens there");
    assertThat(health.getJsonArray("dropped").getJsonObject(0).getString("why")).isEqualTo("FULL");
  }

  @Test
  void anotherOrganisationsGatewayDoesNotExist() throws Exception {
    aGatewayAndRulesOf(world);

    assertThat(world.get(ApiWorld.HANNA, "/api/v1/gateways").list("gateways")).isEmpty();
    for (String id : new String[] {"lakeside.north-gw", "harbor-clinic.none"}) {
      Reply reply = world.get(ApiWorld.HANNA, "/api/v1/gateways/" + id);
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.code()).isEqualTo("gateway-not-found");
    }
    assertThat(world.get(ApiWorld.LENA, "/api/v1/gateways/north-gw").errors())
        .containsExactly("path/gateway/format");
  }

  @Test
  void anAssetFollowsItsTypeUntilItHasARuleOfItsOwn() throws Exception {
    put(TYPE_RULE, "{\"rule\":" + POWER + ",\"from\":\"2026-11-01T00:00:00Z\"}");
    assertThat(rule()).isEqualTo(new JsonObject(POWER));

    JsonObject own = new JsonObject("{\"kind\":\"reported\",\"maxGap\":\"PT9M\"}");
    Reply said = put(MRI_RULE, "{\"rule\":" + own.encode() + "}");
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    assertThat(rule()).isEqualTo(own);
    assertThat(said.list("effective"))
        .extracting(each -> each.getString("from"))
        .containsExactly(null, "2026-11-01T00:00:00Z", "2026-11-18T10:00:00Z");

    Reply withdrawn = world.send(world.as(ApiWorld.LENA, MRI_RULE).DELETE());
    assertThat(withdrawn.status()).as(withdrawn.text()).isEqualTo(200);
    assertThat(rule()).isEqualTo(new JsonObject(POWER));
    assertThat(withdrawn.list("said")).hasSize(2);
    assertThat(withdrawn.list("saidOfType")).hasSize(1);
  }

  @Test
  void aWrongRuleIsRefusedWithWhatIsWrong() throws Exception {
    Reply backwards = put(MRI_RULE, "{\"rule\":" + POWER.replace("150.0", "9000") + "}");
    assertThat(backwards.status()).isEqualTo(400);
    assertThat(backwards.errors()).containsExactly("body/rule/invalid");
    assertThat(backwards.text()).contains("standbyAboveW <= inUseAboveW");

    Reply vast =
        put(
            MRI_RULE,
            "{\"rule\":{\"kind\":\"counter\",\"idleAfter\":\"PT2562047788015215H\","
                + "\"maxGap\":\"PT2562047788015215H\"}}");
    assertThat(vast.errors()).containsExactly("body/rule/invalid", "body/rule/invalid");

    Reply twice = put(TYPE_RULE, "{\"rule\":7,\"from\":\"tomorrow\",\"shoe\":1}");
    assertThat(twice.errors())
        .containsExactlyInAnyOrder("body/rule/type", "body/from/format", "body/shoe/unknown");
  }

  @Test
  void onlyTheOwnerSeesAndSetsThem() throws Exception {
    assertThat(world.get(ApiWorld.HANNA, MRI_RULE).status()).isEqualTo(403);
    Reply put =
        world.send(
            world
                .as(ApiWorld.HANNA, MRI_RULE)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"rule\":" + POWER + "}")));
    assertThat(put.status()).isEqualTo(403);
    assertThat(world.get(ApiWorld.HANNA, TYPE_RULE).list("said")).isEmpty();
  }

  static void aGatewayAndRulesOf(ApiWorld world) {
    int id =
        world
            .services
            .registry()
            .registerGateway(new GatewayAddress("lakeside", "north-gw"), "north", "secret")
            .id();
    world.run("INSERT INTO gateway_status VALUES (?, true, '2026-11-18T08:00:00Z')", id);
    world.run(
        "INSERT INTO gateway_traffic VALUES (?, '2026-11-18T09:59:00Z', 9, 1, 450, 2, -45000, now())",
        id);
    world.run("INSERT INTO gateway_gap VALUES (?, 7, 4, 6, '2026-11-18T09:00:00Z')", id);
  }

  private JsonObject rule() throws Exception {
    return world.get(ApiWorld.LENA, MRI_RULE).json().getJsonObject("rule");
  }

  private Reply put(String path, String body) throws Exception {
    return world.send(
        world
            .as(ApiWorld.LENA, path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }
}
