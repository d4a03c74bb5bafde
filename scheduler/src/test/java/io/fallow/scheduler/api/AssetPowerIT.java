package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fallow.scheduler.api.contract.ContractAnswers;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The power curve of one's own asset, held against what was said second by second. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AssetPowerIT {

  private static final int GAP_S = 300;
  private static final Instant FROM = Instant.parse("2026-11-17T06:00:00Z");

  private ApiWorld world;

  @BeforeAll
  void open(@TempDir Path folder) {
    world = new ApiWorld(folder);
  }

  @AfterAll
  void close() {
    world.close();
  }

  @BeforeEach
  void nothingIsKnown() {
    world.run("SET LOCAL ROLE NONE; DELETE FROM reading");
  }

  private void drew(Instant at, Float watts) {
    world.run(
        "SET LOCAL ROLE NONE; INSERT INTO reading (time, asset_id, activity, power_w, message_id)"
            + " SELECT ?, id, 3, ?::real, 1 FROM asset WHERE code = 'mri-1'",
        at.atOffset(ZoneOffset.UTC),
        watts);
  }

  private JsonObject power(Instant from, Instant to) throws Exception {
    Reply reply =
        world.get(
            ApiWorld.LENA, "/api/v1/assets/lakeside.mri-1/power?from=%s&to=%s".formatted(from, to));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    JsonObject contract = world.send(world.request("/openapi.json")).json();
    assertThat(new ContractAnswers(contract).faults("AssetPower", reply.json())).isEmpty();
    return reply.json();
  }

  private static List<JsonObject> points(JsonObject power) {
    return power.getJsonArray("points").stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void aPowerHoldsUntilTheNextOneOrForTheLongestGapAndTheRestIsAGap() throws Exception {
    drew(FROM.minusSeconds(60), 600f);
    drew(FROM.plusSeconds(30), 1_200f);
    drew(FROM.plusSeconds(45), null); // what it does, and no power
    drew(FROM.plus(Duration.ofHours(1)), 3_600f);
    drew(FROM.plus(Duration.ofHours(1)).plusSeconds(10), 0f);

    JsonObject power = power(FROM, FROM.plus(Duration.ofHours(20)));

    assertThat(power.getInteger("bucketS")).isEqualTo(60);
    assertThat(points(power))
        .extracting(each -> each.getString("start"))
        .startsWith("2026-11-17T06:00:00Z", "2026-11-17T06:01:00Z")
        .doesNotContain("2026-11-17T06:06:00Z", "2026-11-17T06:59:00Z")
        .hasSize(6 + 6);
    assertThat(points(power).get(0))
        .isEqualTo(
            new JsonObject()
                .put("start", "2026-11-17T06:00:00Z")
                .put("minW", 600.0)
                .put("meanW", 900.0)
                .put("maxW", 1_200.0)
                .put("knownS", 60.0)
                .put("energyWh", 15.0));
    assertThat(points(power).get(5).getDouble("knownS")).isEqualTo(30);
    assertThat(power.getDouble("knownS")).isEqualTo(30 + GAP_S + 10 + GAP_S);
    assertThat(power.getDouble("energyWh"))
        .isEqualTo((600.0 * 30 + 1_200 * GAP_S + 3_600 * 10) / 3_600, within(0.06));
  }

  @Test
  void isWhatWasSaidSecondBySecondWhateverTheBuckets() throws Exception {
    Random random = new Random(11);
    TreeMap<Long, Float> said = new TreeMap<>();
    for (long second = -900; second < 6 * 3_600; second += 1 + random.nextInt(500)) {
      float watts = random.nextInt(5_000);
      said.put(second, watts);
      drew(FROM.plusSeconds(second), watts);
    }
    for (int from : List.of(0, 77, 3_601)) {
      for (int length : List.of(600, 3_599, 7_201, 18_000)) {
        compare(said, from, from + length);
      }
    }
  }

  private void compare(NavigableMap<Long, Float> said, int from, int to) throws Exception {
    JsonObject power = power(FROM.plusSeconds(from), FROM.plusSeconds(to));
    int step = power.getInteger("bucketS");
    Map<Long, double[]> expected = new TreeMap<>(); // least, sum, most, seconds
    for (long second = from; second < to; second++) {
      Map.Entry<Long, Float> held = said.floorEntry(second);
      if (held != null && second < held.getKey() + GAP_S) {
        long bucket = Math.floorDiv(second, step) * step;
        double watts = held.getValue();
        double[] sums = expected.computeIfAbsent(bucket, any -> new double[] {watts, 0, watts, 0});
        sums[0] = Math.min(sums[0], watts);
        sums[1] += watts;
        sums[2] = Math.max(sums[2], watts);
        sums[3]++;
      }
    }
    assertThat(points(power)).hasSize(expected.size());
    double energy = 0;
    for (JsonObject point : points(power)) {
      long second = Duration.between(FROM, Instant.parse(point.getString("start"))).toSeconds();
      double[] sums = expected.get(second);
      energy += sums[1] / 3_600;
      assertThat(point.getDouble("minW")).isEqualTo(sums[0]);
      assertThat(point.getDouble("meanW")).isEqualTo(sums[1] / sums[3], within(0.06));
      assertThat(point.getDouble("maxW")).isEqualTo(sums[2]);
      assertThat(point.getDouble("knownS")).isEqualTo(sums[3]);
      assertThat(point.getDouble("energyWh")).isEqualTo(energy, within(0.06));
    }
  }

  @Test
  void hasAboutFifteenHundredPointsAtMostAndNoneWhereNothingIsKnown() throws Exception {
    JsonObject month = power(FROM.minus(Duration.ofDays(31)), FROM);
    assertThat(month.getInteger("bucketS")).isEqualTo(1_800);
    assertThat(points(month)).isEmpty();
    assertThat(month.getValue("energyWh")).isNull();
    assertThat(power(FROM.minusSeconds(60), FROM).getInteger("bucketS")).isEqualTo(10);
  }

  @Test
  void isTheOwnersAlone() throws Exception {
    String range = "/power?from=2026-11-17T00:00:00Z&to=2026-11-18T00:00:00Z";
    assertThat(world.get(ApiWorld.HANNA, "/api/v1/assets/lakeside.mri-1" + range).code())
        .isEqualTo("not-yours");
    assertThat(world.get(ApiWorld.HANNA, "/api/v1/assets/lakeside.ct-1" + range).code())
        .isEqualTo("asset-not-found");
    assertThat(
            world
                .get(
                    ApiWorld.LENA,
                    "/api/v1/assets/lakeside.mri-1"
                        + range.replace("2026", "2020").replace("to=2020", "to=2026"))
                .errors())
        .containsExactly("query/to/range");
  }

  @Test
  void anOrganisationListsItsOwnFacilitiesAndNobodyElses() throws Exception {
    assertThat(world.get(ApiWorld.LENA, "/api/v1/facilities").list("facilities"))
        .containsExactly(
            new JsonObject()
                .put("id", "lakeside.north")
                .put("name", "Lakeside North")
                .put("zone", "Europe/Berlin")
                .put("latitude", 52.5)
                .put("longitude", 13.4)
                .put("assets", 2)
                .put("gateways", 0));
    assertThat(world.get(ApiWorld.HANNA, "/api/v1/facilities").list("facilities")).isEmpty();
  }
}
