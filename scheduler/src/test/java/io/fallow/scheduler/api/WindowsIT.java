package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowsIT {

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
  void offersTheNightToAPartner() throws Exception {
    List<JsonObject> windows =
        world
            .get(ApiWorld.HANNA, "/api/v1/windows?type=mri,ct&near=53.55,9.99&minDuration=PT2H")
            .list("windows");
    assertThat(windows).hasSizeGreaterThan(20);
    JsonObject first = windows.get(0);
    assertThat(first.getJsonObject("asset").getString("id")).isEqualTo("lakeside.mri-1");
    assertThat(first.getString("start")).isEqualTo("2026-11-18T16:00:00Z");
    assertThat(first.getString("end")).isEqualTo("2026-11-19T08:00:00Z");
    assertThat(first.getString("localStart")).isEqualTo("Wed 2026-11-18 17:00");
    assertThat(first.getDouble("probability")).isGreaterThan(0.95);
    assertThat(first.getDouble("distanceKm")).isBetween(250.0, 260.0);
  }

  @Test
  void handsOutPageByPageWhatItFinds() throws Exception {
    String search = "/api/v1/windows?order=likeliest&limit=";
    List<JsonObject> all = world.get(ApiWorld.HANNA, search + 1000).list("windows");
    List<JsonObject> paged = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      Reply page = world.get(ApiWorld.HANNA, search + 7 + next.get());
      paged.addAll(page.list("windows"));
      next = Optional.ofNullable(page.json().getString("next")).map(text -> "&cursor=" + text);
    }
    assertThat(all).hasSizeGreaterThan(20);
    assertThat(paged).isEqualTo(all);
  }

  @Test
  void refusesACursorOfAnotherSearch() throws Exception {
    Reply first = world.get(ApiWorld.HANNA, "/api/v1/windows?limit=3");
    String next = first.json().getString("next");
    assertThat(faults("?limit=5&cursor=" + next)).isEmpty();
    assertThat(faults("?type=ct&cursor=" + next)).containsExactly("query/cursor/other-query");
    String changed = (next.startsWith("A") ? "B" : "A") + next.substring(1);
    assertThat(faults("?cursor=" + changed)).contains("query/cursor/other-query");
    assertThat(faults("?cursor=AAAA")).containsExactly("query/cursor/format");
    assertThat(faults("?cursor=%20")).containsExactly("query/cursor/format");
    assertThat(faults("?order=nearest")).containsExactly("query/order/incomplete");
  }

  private static List<String> faults(String query) throws Exception {
    Reply reply = world.get(ApiWorld.HANNA, "/api/v1/windows" + query);
    return reply.status() == 200 ? List.of() : reply.errors();
  }

  @Test
  void filtersByPlaceOwnerAndAsset() throws Exception {
    assertThat(count("?near=53.55,9.99&radiusKm=100")).isZero();
    assertThat(count("?owner=forge")).isZero();
    assertThat(count("?owner=lakeside&asset=lakeside.mri-1")).isPositive();
    assertThat(count("?asset=lakeside.ct-1")).isZero();
    assertThat(count("?capability=contrast")).isPositive();
    assertThat(count("?capability=contrast,cardiac")).isZero();
  }

  private static int count(String query) throws Exception {
    return world.get(ApiWorld.HANNA, "/api/v1/windows" + query).list("windows").size();
  }

  @Test
  void explainsEveryStretchOfARange() throws Exception {
    List<JsonObject> stretches =
        world
            .get(
                ApiWorld.HANNA,
                "/api/v1/assets/lakeside.mri-1/explain"
                    + "?from=2026-11-18T08:00:00Z&to=2026-11-19T00:00:00Z")
            .list("stretches");
    assertThat(stretches)
        .extracting(stretch -> stretch.getString("verdict"))
        .containsExactly("past", "in-use-now", "expected-busy", "offered");
    assertThat(stretches).allSatisfy(each -> assertThat(each.getString("reason")).isNotBlank());
    assertThat(stretches)
        .extracting(stretch -> stretch.containsKey("probability"))
        .as("a partner learns nothing of time that isn't offered to it")
        .containsExactly(false, false, false, true);
    for (int i = 1; i < stretches.size(); i++) {
      assertThat(stretches.get(i).getString("start"))
          .isEqualTo(stretches.get(i - 1).getString("end"));
    }
  }

  @Test
  void answersPeopleWithTables() throws Exception {
    assertThat(table("/api/v1/windows?asset=lakeside.mri-1&near=53.55,9.99&limit=1"))
        .contains(
            "lakeside.mri-1",
            "Wed 2026-11-18 17:00",
            "99 %",
            " km",
            "1 window, and there are more: cursor=");
    assertThat(
            table(
                "/api/v1/assets/lakeside.mri-1/explain"
                    + "?from=2026-11-18T08:00:00Z&to=2026-11-19T00:00:00Z"))
        .contains("Europe/Berlin", "expected-busy", "probably idle: chance at least 0.9");
  }

  private static String table(String path) throws Exception {
    Reply reply = world.send(world.as(ApiWorld.HANNA, path).header("Accept", "text/plain"));
    assertThat(reply.header("Content-Type")).startsWith("text/plain");
    return reply.text();
  }

  @Test
  void tellsWhatWouldHaveBeenOfferedToTheOwnerAlone() throws Exception {
    String then = "from=2026-11-16T00:00:00Z&to=2026-11-18T00:00:00Z&asOf=2026-11-16T00:00:00Z";
    String search = "/api/v1/windows?asset=lakeside.mri-1&" + then;
    assertThat(world.get(ApiWorld.LENA, search).list("windows")).isNotEmpty();
    assertThat(world.get(ApiWorld.HANNA, search).list("windows")).isEmpty();
    String explain = "/api/v1/assets/lakeside.mri-1/explain?" + then;
    assertThat(world.get(ApiWorld.LENA, explain).status()).isEqualTo(200);
    assertThat(world.get(ApiWorld.HANNA, explain).status()).isEqualTo(403);
  }

  @Test
  void namesEveryFaultOfASearchAtOnce() throws Exception {
    Reply reply =
        world.get(
            ApiWorld.HANNA,
            "/api/v1/windows?type=MRI!&from=yesterday&to=2026-11-18T10:00:00&minDuration=two"
                + "&near=north&radiusKm=-1&minProbability=2&owner=Lake%20Side&asset=mri&asOf=1"
                + "&limit=0&colour=red&limit=1");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.errors())
        .containsExactlyInAnyOrder(
            "query/colour/unknown",
            "query/type/format",
            "query/from/format",
            "query/to/format",
            "query/minDuration/format",
            "query/near/format",
            "query/radiusKm/range",
            "query/minProbability/range",
            "query/owner/format",
            "query/asset/format",
            "query/asOf/format",
            "query/limit/repeated");
  }

  @Test
  void namesWhatOnlyTheDomainKnowsToBeWrong() throws Exception {
    Reply reply =
        world.get(
            ApiWorld.HANNA,
            "/api/v1/windows?from=2026-11-20T00:00:00Z&to=2026-11-19T00:00:00Z&radiusKm=5"
                + "&minDuration=PT1M&asOf=2026-12-01T00:00:00Z&oops=1");
    assertThat(reply.errors())
        .containsExactlyInAnyOrder(
            "query/oops/unknown",
            "query/radiusKm/incomplete",
            "query/to/range-empty",
            "query/minDuration/too-short",
            "query/asOf/as-of-in-future");
  }

  @Test
  void namesEveryFaultOfARangeAtOnce() throws Exception {
    Reply reply =
        world.get(ApiWorld.LENA, "/api/v1/assets/mri-1/intervals?to=2026-02-30T00:00:00Z");
    assertThat(reply.errors())
        .containsExactlyInAnyOrder("path/asset/format", "query/from/missing", "query/to/format");
    Reply backwards =
        world.get(
            ApiWorld.LENA,
            "/api/v1/assets/lakeside.mri-1/intervals"
                + "?from=2026-11-18T00:00:00Z&to=2026-11-18T00:00:00Z");
    assertThat(backwards.errors()).containsExactly("query/to/order");
    Reply tooLong =
        world.get(
            ApiWorld.LENA,
            "/api/v1/assets/lakeside.mri-1/intervals"
                + "?from=2026-01-01T00:00:00Z&to=2026-11-18T00:00:00Z");
    assertThat(tooLong.errors()).containsExactly("query/to/range");
  }
}
