package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.telemetry.sparkplug.MappingJson;
import io.fallow.telemetry.sparkplug.SparkplugMappings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an owner says what the metrics of its Sparkplug node mean. */
class SparkplugMappingIT {

  static final String MAPPING = "/api/v1/gateways/lakeside.north-gw/sparkplug-mapping";
  static final String CHILLER =
      """
      {"defaults": false,
       "metrics": [
         {"device": "MR", "metric": "State", "asset": "mri-1", "quantity": "activity",
          "values": {"SCAN": "IN_USE", "3": "FAULT", "*": "STANDBY"}},
         {"device": "MR", "metric": "Chiller/Power", "asset": "mri-1", "quantity": "power", "scale": 1000},
         {"metric": "CT/Scans", "asset": "ct-1", "quantity": "counter"}]}
      """;
  private static final GatewayAddress GATEWAY = new GatewayAddress("lakeside", "north-gw");

  @TempDir Path folder;
  private ApiWorld world;

  @BeforeEach
  void start() {
    world = new ApiWorld(folder);
    world.services.registry().registerGateway(GATEWAY, "north", "secret");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void theUsualMappingCountsUntilAnotherIsGivenAndAfterItIsWithdrawn() throws Exception {
    JsonObject usual =
        new JsonObject()
            .put("gateway", "lakeside.north-gw")
            .put("own", false)
            .put("defaults", true)
            .put("metrics", new JsonArray());
    assertThat(world.get(ApiWorld.LENA, MAPPING).json()).isEqualTo(usual);

    Reply set = put(world, ApiWorld.LENA, CHILLER);
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    assertThat(set.json().getBoolean("own")).isTrue();
    assertThat(set.list("metrics"))
        .extracting(line -> line.getString("metric"))
        .containsExactly("CT/Scans", "Chiller/Power", "State");
    assertThat(world.get(ApiWorld.LENA, MAPPING).json()).isEqualTo(set.json());
    assertThat(new SparkplugMappings(world.database).all())
        .containsEntry(GATEWAY, MappingJson.read(CHILLER));

    JsonObject same = set.json();
    same.remove("gateway");
    same.remove("own");
    assertThat(put(world, ApiWorld.LENA, same.encode()).json()).isEqualTo(set.json());

    Reply withdrawn = world.send(world.as(ApiWorld.LENA, MAPPING).DELETE());
    assertThat(withdrawn.status()).as(withdrawn.text()).isEqualTo(200);
    assertThat(withdrawn.json()).isEqualTo(usual);
    assertThat(world.send(world.as(ApiWorld.LENA, MAPPING).DELETE()).json()).isEqualTo(usual);
  }

  @Test
  void everythingThatIsWrongIsNamed() throws Exception {
    Reply reply =
        put(
            world,
            ApiWorld.LENA,
            """
            {"defaults": "yes", "shoe": 1, "metrics": [
              {"metric": "a", "asset": "mri-1", "quantity": "power", "scale": "2", "colour": 1},
              {"asset": "mill-1", "quantity": "warmth", "device": 7},
              {"metric": "b", "asset": "ct-1", "quantity": "activity", "values": {"RUN": "RUNS"}},
              {"metric": "c", "asset": "ct-1", "quantity": "power", "scale": 0},
              {"metric": "d", "asset": "ct-1", "quantity": "power"},
              {"metric": "d", "asset": "mri-1", "quantity": "counter"},
              {"metric": "e\\u0000", "asset": "ct-1", "quantity": "power"},
              null]}
            """);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errors())
        .containsExactlyInAnyOrder(
            "body/defaults/type",
            "body/shoe/unknown",
            "body/metrics[0].colour/unknown",
            "body/metrics[0].scale/type",
            "body/metrics[1].device/type",
            "body/metrics[1].metric/missing",
            "body/metrics[1].asset/unknown",
            "body/metrics[1].quantity/choice",
            "body/metrics[2].values.RUN/choice",
            "body/metrics[3]/invalid",
            "body/metrics[5]/repeated",
            "body/metrics[6].metric/format",
            "body/metrics[7]/type");
    assertThat(put(world, ApiWorld.LENA, "{\"metrics\":{}}").errors())
        .containsExactly("body/metrics/type");
    assertThat(put(world, ApiWorld.LENA, "{\"defaults\":true,\"defaults\":true}").errors())
        .containsExactly("body//malformed");
    assertThat(world.get(ApiWorld.LENA, MAPPING).json().getBoolean("own")).isFalse();
  }

  @Test
  void onlyTheOwnerSeesAndSetsIt() throws Exception {
    for (Caller other : new Caller[] {ApiWorld.HANNA, ApiWorld.STRANGER}) {
      assertThat(world.get(other, MAPPING).status()).isIn(403, 404);
      assertThat(put(world, other, CHILLER).status()).isIn(403, 404);
      assertThat(world.send(world.as(other, MAPPING).DELETE()).status()).isIn(403, 404);
    }
    assertThat(put(world, ApiWorld.HANNA, "{\"shoe\":1}").code()).isEqualTo("gateway-not-found");
    assertThat(world.get(ApiWorld.LENA, MAPPING.replace("north", "south")).code())
        .isEqualTo("gateway-not-found");
    assertThat(world.get(ApiWorld.LENA, MAPPING).json().getBoolean("own")).isFalse();
  }

  static Reply put(ApiWorld world, Caller caller, String body) throws Exception {
    return world.send(
        world
            .as(caller, MAPPING)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }
}
