package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssetsIT {

  private static final String LAST_WEEK = "?from=2026-11-11T10:00:00Z&to=2026-11-18T10:00:00Z";

  @TempDir static Path folder;
  private static ApiWorld world;

  @BeforeAll
  static void start() {
    world = new ApiWorld(folder);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void tellsWhoOneIs() throws Exception {
    JsonObject me = world.get(ApiWorld.HANNA, "/api/v1/me").json();
    assertThat(me.getString("name")).isEqualTo("Hanna Harbor");
    assertThat(me.getJsonObject("organisation").getString("name")).isEqualTo("Harbor Clinic");
  }

  @Test
  void anOwnerSeesWhatItsAssetsDoNow() throws Exception {
    List<JsonObject> assets = world.get(ApiWorld.LENA, "/api/v1/assets").list("assets");
    assertThat(assets)
        .extracting(asset -> asset.getString("id"))
        .containsExactly("lakeside.ct-1", "lakeside.mri-1");
    assertThat(assets.get(0).getJsonObject("now").getString("activity")).isEqualTo("UNKNOWN");
    JsonObject now = assets.get(1).getJsonObject("now");
    assertThat(now.getString("activity")).isEqualTo("IN_USE");
    assertThat(now.getDouble("powerW")).isEqualTo(18_250);
    assertThat(now.getString("since")).isEqualTo("2026-11-18T08:00:00Z");
  }

  @Test
  void aPartnerSeesASharedAssetWithoutWhatItDoes() throws Exception {
    List<JsonObject> assets = world.get(ApiWorld.HANNA, "/api/v1/assets").list("assets");
    assertThat(assets).hasSize(1);
    assertThat(assets.get(0).getString("relation")).isEqualTo("shared");
    assertThat(assets.get(0).containsKey("now")).isFalse();
  }

  @Test
  void anAssetThatIsNotSharedDoesNotExistForOthers() throws Exception {
    for (String asset : List.of("lakeside.ct-1", "forge.mill-1", "nobody.nothing")) {
      for (String what : List.of("", "/intervals" + LAST_WEEK, "/explain" + LAST_WEEK)) {
        Reply reply = world.get(ApiWorld.HANNA, "/api/v1/assets/" + asset + what);
        assertThat(reply.status()).as(asset + what).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("asset-not-found");
      }
    }
  }

  @Test
  void theUseOfASharedAssetIsItsOwnersToKnow() throws Exception {
    for (String what : List.of("intervals", "utilisation", "busy-hours", "forecast")) {
      String path = "/api/v1/assets/lakeside.mri-1/" + what + LAST_WEEK;
      Reply reply = world.get(ApiWorld.HANNA, path);
      assertThat(reply.status()).as(what).isEqualTo(403);
      assertThat(reply.code()).isEqualTo("not-yours");
    }
  }

  @Test
  void showsIntervalsCutToTheRange() throws Exception {
    Reply reply =
        world.get(
            ApiWorld.LENA,
            "/api/v1/assets/lakeside.mri-1/intervals"
                + "?from=2026-11-18T09:00:00%2B00:00&to=2026-11-18T11:00:00Z");
    assertThat(reply.list("intervals"))
        .containsExactly(
            new JsonObject()
                .put("start", "2026-11-18T09:00:00Z")
                .put("end", "2026-11-18T09:59:00Z")
                .put("activity", "IN_USE"));
  }

  @Test
  void readsAnOffsetWhosePlusWasNotEscaped() throws Exception {
    Reply reply =
        world.get(
            ApiWorld.LENA,
            "/api/v1/assets/lakeside.mri-1/intervals"
                + "?from=2026-11-18T10:00:00+01:00&to=2026-11-18T12:00:00+01:00");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().getString("from")).isEqualTo("2026-11-18T09:00:00Z");
  }

  @Test
  void foretellsQuarterHoursToTheOwner() throws Exception {
    Reply reply =
        world.get(
            ApiWorld.LENA,
            "/api/v1/assets/lakeside.mri-1/forecast"
                + "?from=2026-11-19T06:00:00Z&to=2026-11-19T12:00:00Z");
    List<JsonObject> quarters = reply.list("quarters");
    assertThat(quarters).hasSize(24);
    assertThat(quarters.get(7).getDouble("probability")).isGreaterThan(0.9);
    assertThat(quarters.get(8).getString("start")).isEqualTo("2026-11-19T08:00:00Z");
    assertThat(quarters.get(8).getDouble("probability")).isLessThan(0.1);
  }

  @Test
  void showsUtilisationByHour() throws Exception {
    Reply reply = world.get(ApiWorld.LENA, "/api/v1/assets/lakeside.mri-1/utilisation" + LAST_WEEK);
    assertThat(reply.list("hours")).hasSize(168);
    assertThat(reply.list("hours").get(0).getDouble("utilisation")).isEqualTo(1);
    assertThat(reply.list("hours").get(6).getDouble("utilisation")).isEqualTo(0);
  }

  @Test
  void showsBusyHoursOnTheFacilitysClock() throws Exception {
    Reply reply = world.get(ApiWorld.LENA, "/api/v1/assets/lakeside.mri-1/busy-hours" + LAST_WEEK);
    List<JsonObject> hours = reply.list("hours");
    assertThat(hours).hasSize(168);
    assertThat(hours.get(8).getDouble("inUseShare")).isZero();
    assertThat(hours.get(9).getDouble("inUseShare")).isEqualTo(1);
    assertThat(hours.get(16).getDouble("inUseShare")).isEqualTo(1);
    assertThat(hours.get(17).getDouble("inUseShare")).isZero();
    assertThat(reply.json().getDouble("inUseShare")).isEqualTo(0.3333);
  }

  @Test
  void showsBusyHoursAsATableForPeople() throws Exception {
    Reply reply =
        world.send(
            world
                .as(ApiWorld.LENA, "/api/v1/assets/lakeside.mri-1/busy-hours" + LAST_WEEK)
                .header("Accept", "text/plain"));
    assertThat(reply.header("Content-Type")).startsWith("text/plain");
    assertThat(reply.text()).contains("Mon    Tue", "09-10  100 %  100 %", "In use 33 % of 168.0");
  }

  @Test
  void showsTheWholeFleetsWeekAtOnce() throws Exception {
    List<JsonObject> fleet =
        world.get(ApiWorld.LENA, "/api/v1/busy-hours" + LAST_WEEK).list("assets");
    assertThat(fleet).hasSize(2);
    assertThat(fleet.get(0).getJsonArray("week").getValue(0)).isNull();
    assertThat(fleet.get(1).getJsonArray("week").getDouble(9)).isEqualTo(1);
    assertThat(world.get(ApiWorld.HANNA, "/api/v1/busy-hours" + LAST_WEEK).list("assets"))
        .isEmpty();
  }
}
