package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.NewAsset;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lakeside has an MRI (in use 09–17) and an unobserved CT in Berlin, and an MRI in Seoul. */
class UtilisationIT {

  /** Tuesday and Wednesday in Berlin; it is Wednesday, 11:00. */
  private static final String TWO_DAYS = "?from=2026-11-16T23:00:00Z&to=2026-11-18T23:00:00Z";

  @TempDir static Path folder;
  private static ApiWorld world;

  @BeforeAll
  static void start() {
    world = new ApiWorld(folder);
    world
        .services
        .registry()
        .registerFacility("lakeside", "seoul", "Seoul", ZoneId.of("Asia/Seoul"), 37.5, 127);
    int seoul =
        world
            .services
            .registry()
            .registerAsset(
                new NewAsset(
                    "lakeside",
                    "seoul",
                    "mri-2",
                    "MRI 2",
                    "mri",
                    Set.of(),
                    new ActivityRule.Reported(Duration.ofMinutes(5))))
            .id();
    // Noon to one on Tuesday in Seoul, which is Tuesday 04:00 in Berlin.
    world.run(
        "INSERT INTO utilisation_hour VALUES (?, '2026-11-17T03:00:00Z', 1800, 0, 0, 900, 5000)",
        seoul);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void addsUpDaysOfAnAssetUpToNow() throws Exception {
    JsonObject mri = group(TWO_DAYS + "&groupBy=asset", "lakeside.mri-1");

    assertThat(mri.getString("zone")).isEqualTo("Europe/Berlin");
    assertThat(mri.getJsonArray("buckets").getJsonObject(0))
        .isEqualTo(
            new JsonObject(
                """
                {"start": "2026-11-17", "inUseH": 8.0, "standbyH": 16.0, "offH": 0.0, "faultH": 0.0,
                 "unknownH": 0.0, "utilisation": 0.3333, "energyKwh": 224.0}
                """));
    JsonObject today = mri.getJsonArray("buckets").getJsonObject(1);
    assertThat(today.getDouble("inUseH")).isEqualTo(2);
    assertThat(today.getDouble("unknownH")).as("the rest of the day is yet to come").isZero();
    assertThat(mri.getJsonObject("total").getDouble("inUseH")).isEqualTo(10);
  }

  @Test
  void withoutDataAllIsUnknown() throws Exception {
    JsonObject ct = group(TWO_DAYS + "&groupBy=type", "ct");

    assertThat(ct.getJsonObject("total").getDouble("unknownH")).isEqualTo(35);
    assertThat(ct.getJsonObject("total").getValue("utilisation")).isNull();
  }

  @Test
  void eachFacilityHasItsOwnCalendar() throws Exception {
    String week = "?from=2026-11-15T12:00:00Z&to=2026-11-18T09:00:00Z";
    JsonObject mri = group(week + "&groupBy=type&bucket=hour", "mri");
    JsonObject all = group(week + "&groupBy=organisation&bucket=week", "lakeside");

    assertThat(mri.getValue("zone")).isNull();
    JsonObject noon =
        mri.getJsonArray("buckets").stream()
            .map(JsonObject.class::cast)
            .filter(bucket -> bucket.getString("start").equals("2026-11-17T12:00"))
            .findFirst()
            .orElseThrow();
    assertThat(noon.getDouble("inUseH"))
        .as("an hour in Berlin, half of one in Seoul")
        .isEqualTo(1.5);
    assertThat(noon.getDouble("faultH")).isEqualTo(0.25);
    assertThat(noon.getDouble("unknownH")).isEqualTo(0.25);
    assertThat(all.getInteger("assets")).isEqualTo(3);
    assertThat(
            all.getJsonArray("buckets").stream()
                .map(each -> ((JsonObject) each).getString("start")))
        .containsExactly("2026-11-09", "2026-11-16");
  }

  @Test
  void comesInPages() throws Exception {
    Reply first = world.get(ApiWorld.LENA, "/api/v1/utilisation" + TWO_DAYS + "&limit=2");
    assertThat(ids(first)).containsExactly("lakeside.ct-1", "lakeside.mri-1");
    String next = first.json().getString("next");

    Reply second =
        world.get(ApiWorld.LENA, "/api/v1/utilisation" + TWO_DAYS + "&limit=2&after=" + next);
    assertThat(ids(second)).containsExactly("lakeside.mri-2");
    assertThat(second.json().containsKey("next")).isFalse();
  }

  @Test
  void isCommaSeparatedForThoseWhoAskForIt() throws Exception {
    Reply csv =
        world.send(
            world
                .as(ApiWorld.LENA, "/api/v1/utilisation" + TWO_DAYS + "&groupBy=facility&limit=1")
                .header("Accept", "text/csv"));

    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.header("X-Next")).isEqualTo("lakeside.north");
    assertThat(csv.text().lines())
        .containsExactly(
            "group,start,zone,assets,in_use_h,standby_h,off_h,fault_h,unknown_h,utilisation,energy_kwh",
            "lakeside.north,2026-11-17,Europe/Berlin,2,8.0,16.0,0.0,0.0,24.0,0.3333,224.0",
            "lakeside.north,2026-11-18,Europe/Berlin,2,2.0,9.0,0.0,0.0,11.0,0.1818,76.0");
  }

  @Test
  void isOfOnesOwnAssetsOnly() throws Exception {
    Reply reply = world.get(ApiWorld.HANNA, "/api/v1/utilisation" + TWO_DAYS);

    assertThat(reply.list("groups")).as("the MRI is shared with her, not hers").isEmpty();
  }

  @Test
  void namesEveryFault() throws Exception {
    Reply reply =
        world.get(
            ApiWorld.LENA,
            "/api/v1/utilisation?from=2026-01-01T00:00:00Z&to=2026-11-01T00:00:00Z&bucket=hour"
                + "&groupBy=owner&limit=0&page=2");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errors())
        .containsExactlyInAnyOrder(
            "query/to/range", "query/groupBy/choice", "query/limit/range", "query/page/unknown");
  }

  private static JsonObject group(String query, String id) throws Exception {
    Reply reply = world.get(ApiWorld.LENA, "/api/v1/utilisation" + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.list("groups").stream()
        .filter(group -> group.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(Reply reply) {
    return reply.list("groups").stream().map(group -> group.getString("id")).toList();
  }
}
