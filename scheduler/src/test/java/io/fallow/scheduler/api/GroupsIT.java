package io.fallow.scheduler.api;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.contract.ContractAnswers;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupsIT {

  private static final String SERIES = "/api/v1/series";
  private static final String BUNDLES = "/api/v1/bundles";
  private static final String WAIT_LIST = "/api/v1/wait-list";

  @TempDir Path folder;
  private ApiWorld world;
  private ContractAnswers contract;

  @BeforeEach
  void start() throws Exception {
    world = new ApiWorld(folder);
    contract = new ContractAnswers(world.send(world.request("/openapi.json")).json());
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static String series(String start, String rule, String more) {
    return """
    {"asset": "lakeside.mri-1", "start": "%s", "duration": "PT2H", "rule": "%s"%s}
    """
        .formatted(start, rule, more);
  }

  private JsonObject answered(String schema, int status, Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(contract.faults(schema, reply.json())).as(reply.text()).isEmpty();
    return reply.json();
  }

  @Test
  void booksASeriesFindsItAndCancelsItsRest() throws Exception {
    String wish = series("2026-11-18T19:00", "FREQ=DAILY;COUNT=3", ", \"purpose\": \"Knees\"");
    Reply booked = world.post(ApiWorld.HANNA, SERIES, wish);
    JsonObject series = answered("Series", 201, booked);
    assertThat(series.getJsonArray("reservations")).hasSize(3);
    assertThat(booked.list("times"))
        .extracting(time -> time.getString("outcome") + " " + time.getString("start"))
        .containsExactly(
            "booked 2026-11-18T18:00:00Z",
            "booked 2026-11-19T18:00:00Z",
            "booked 2026-11-20T18:00:00Z");
    String place = booked.header("Location");
    answered("Series", 200, world.get(ApiWorld.HANNA, place));
    assertThat(world.get(ApiWorld.LENA, place).code()).isEqualTo("series-not-found");
    Reply rest =
        world.post(ApiWorld.HANNA, place + "/cancel", "{\"from\": \"2026-11-19T00:00:00Z\"}");
    answered("Series", 200, rest);
    assertThat(rest.list("reservations"))
        .extracting(each -> each.getString("status"))
        .containsExactly("CONFIRMED", "CANCELLED", "CANCELLED");
    answered("Series", 200, world.post(ApiWorld.HANNA, place + "/cancel", ""));
  }

  @Test
  void listsSeriesAndBundlesPageByPageWithHowManyAreAhead() throws Exception {
    String rule = "FREQ=DAILY;COUNT=2";
    Reply first = world.post(ApiWorld.HANNA, SERIES, series("2026-11-19T19:00", rule, ""));
    world.clock.forward(Duration.ofSeconds(1));
    Reply second = world.post(ApiWorld.HANNA, SERIES, series("2026-11-19T22:00", rule, ""));
    world.post(
        ApiWorld.HANNA,
        first.header("Location") + "/cancel",
        "{\"from\": \"2026-11-20T00:00:00Z\"}");
    Reply page = world.get(ApiWorld.HANNA, SERIES + "?limit=1");
    JsonObject latest = answered("SeriesList", 200, page);
    assertThat(page.list("series"))
        .extracting(each -> each.getString("id") + " " + each.getInteger("ahead"))
        .containsExactly(second.json().getString("id") + " 2");
    Reply rest = world.get(ApiWorld.HANNA, SERIES + "?limit=1&cursor=" + latest.getString("next"));
    assertThat(answered("SeriesList", 200, rest).containsKey("next")).isFalse();
    assertThat(rest.list("series"))
        .extracting(each -> each.getInteger("booked") + " " + each.getInteger("ahead"))
        .containsExactly("2 1");
    assertThat(world.get(ApiWorld.LENA, SERIES).list("series")).isEmpty();
    assertThat(world.get(ApiWorld.LENA, SERIES + "?cursor=x").errors())
        .containsExactly("query/cursor/format");
    world.post(ApiWorld.LENA, BUNDLES, bundle(", \"hold\": true"));
    Reply bundles = world.get(ApiWorld.LENA, BUNDLES);
    answered("Bundles", 200, bundles);
    assertThat(bundles.list("bundles"))
        .extracting(each -> each.getInteger("booked") + " " + each.getInteger("ahead"))
        .containsExactly("2 2");
  }

  @Test
  void aSeriesWithAConflictNamesItAndBooksNothingUnlessToldTo() throws Exception {
    String rule = "FREQ=HOURLY;INTERVAL=6;COUNT=4";
    Reply refused = world.post(ApiWorld.HANNA, SERIES, series("2026-11-18T19:00", rule, ""));
    answered("Problem", 422, refused);
    assertThat(refused.code()).isEqualTo("refused");
    assertThat(refused.list("times"))
        .extracting(each -> each.getString("outcome"))
        .containsExactly("booked", "booked", "booked", "conflict");
    assertThat(world.get(ApiWorld.HANNA, "/api/v1/reservations").list("reservations")).isEmpty();
  }

  @Test
  void proposesAndPreviews() throws Exception {
    String wish =
        series(
            "2026-11-19T04:00", "FREQ=HOURLY;INTERVAL=7;COUNT=3", ", \"onConflict\": \"propose\"");
    Reply preview = world.post(ApiWorld.HANNA, SERIES + "/preview", wish);
    JsonObject seen = answered("SeriesPreview", 200, preview);
    assertThat(seen.getInteger("booked")).isEqualTo(2);
    assertThat(seen.getInteger("conflicts")).isEqualTo(1);
    assertThat(world.get(ApiWorld.HANNA, "/api/v1/reservations").list("reservations")).isEmpty();
    Reply booked = world.post(ApiWorld.HANNA, SERIES, wish);
    answered("Series", 201, booked);
    JsonObject clash = booked.list("times").get(1);
    assertThat(clash.getString("outcome")).isEqualTo("conflict");
    assertThat(clash.getJsonArray("violations").getJsonObject(0).getString("code"))
        .isEqualTo("not-expected-idle");
    assertThat(clash.getJsonArray("alternatives")).isNotEmpty();
  }

  @Test
  void aRepeatedRequestWithOneKeyMakesOneSeries() throws Exception {
    String wish = series("2026-11-18T19:00", "FREQ=DAILY;COUNT=2", "");
    Reply first = world.send(keyed(SERIES, wish));
    Reply second = world.send(keyed(SERIES, wish));
    assertThat(first.status()).isEqualTo(201);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(world.get(ApiWorld.HANNA, "/api/v1/reservations").list("reservations")).hasSize(2);
  }

  private java.net.http.HttpRequest.Builder keyed(String path, String body) {
    return world.posted(ApiWorld.HANNA, path, body).header("Idempotency-Key", "one");
  }

  @Test
  void namesEveryFaultOfASeriesAndRefusesHostileRules() throws Exception {
    Reply reply =
        world.post(
            ApiWorld.HANNA,
            SERIES,
            """
            {"asset": "mri", "start": "2026-11-18T19:00:00Z", "duration": "-PT1H", "rule": 7,
             "onConflict": "hope"}
            """);
    assertThat(reply.errors())
        .containsExactlyInAnyOrder(
            "body/asset/format",
            "body/start/format",
            "body/duration/format",
            "body/rule/type",
            "body/onConflict/choice");
    for (String rule : List.of("FREQ=SECONDLY", "FREQ=DAILY", "FREQ=DAILY;COUNT=300", "often")) {
      Reply refused = world.post(ApiWorld.HANNA, SERIES, series("2026-11-18T19:00", rule, ""));
      assertThat(refused.status()).as(rule).isEqualTo(400);
      assertThat(refused.errors()).as(rule).allMatch(error -> error.startsWith("body/rule/"));
    }
    Reply gap =
        world.post(ApiWorld.HANNA, SERIES, series("2027-03-28T02:30", "FREQ=DAILY;COUNT=2", ""));
    assertThat(gap.errors()).containsExactly("body/start/nonexistent");
  }

  private static String bundle(String more) {
    return """
    {"assets": [{"asset": "lakeside.mri-1"},
                {"asset": "lakeside.ct-1", "start": "2026-11-18T19:00:00Z"}],
     "start": "2026-11-18T18:00:00Z", "end": "2026-11-18T20:00:00Z"%s}
    """
        .formatted(more);
  }

  @Test
  void holdsConfirmsAndCancelsABundle() throws Exception {
    Reply held = world.post(ApiWorld.LENA, BUNDLES, bundle(", \"hold\": true"));
    answered("Bundle", 201, held);
    assertThat(held.list("reservations"))
        .extracting(each -> each.getString("asset") + " " + each.getString("status"))
        .containsExactly("lakeside.ct-1 HELD", "lakeside.mri-1 HELD");
    String place = held.header("Location");
    answered("Bundle", 200, world.get(ApiWorld.LENA, place));
    assertThat(world.get(ApiWorld.HANNA, place).code()).isEqualTo("bundle-not-found");
    answered("Bundle", 200, world.post(ApiWorld.LENA, place + "/confirm", ""));
    answered("Bundle", 200, world.post(ApiWorld.LENA, place + "/cancel", ""));
    Reply late = world.post(ApiWorld.LENA, place + "/confirm", "");
    answered("Problem", 409, late);
    assertThat(late.code()).isEqualTo("wrong-state");
    assertThat(late.list("violations")).hasSize(2);
  }

  @Test
  void aBundleIsRefusedAsAWhole() throws Exception {
    Reply taken = world.post(ApiWorld.LENA, BUNDLES, bundle(""));
    assertThat(taken.status()).isEqualTo(201);
    Reply again = world.post(ApiWorld.LENA, BUNDLES, bundle(""));
    answered("Problem", 409, again);
    assertThat(again.code()).isEqualTo("overlap");
    assertThat(again.list("conflicts")).hasSize(2);
    Reply hidden = world.post(ApiWorld.HANNA, BUNDLES, bundle(""));
    assertThat(hidden.code()).isEqualTo("asset-not-found");
    assertThat(hidden.text()).contains("lakeside.ct-1").doesNotContain("lakeside.mri-1,");
  }

  @Test
  void namesEveryFaultOfEveryAssetOfABundle() throws Exception {
    Reply reply =
        world.post(
            ApiWorld.HANNA,
            BUNDLES,
            """
            {"assets": [{"asset": "lakeside.mri-1"}, {"asset": "lakeside.mri-1"}, {"asset": 7},
                        {}, {"asset": "lakeside.ct-1", "start": "soon", "colour": "red"},
                        {"asset": "lakeside.x", "end": "2026-11-18T17:00:00Z"}],
             "start": "2026-11-18T18:00:00Z", "end": "2026-11-18T20:00:00Z"}
            """);
    assertThat(reply.errors())
        .containsExactlyInAnyOrder(
            "body/assets[1].asset/repeated",
            "body/assets[2].asset/format",
            "body/assets[3].asset/missing",
            "body/assets[4].start/format",
            "body/assets[4]/unknown",
            "body/assets[5].end/order");
  }

  @Test
  void refusesABundleOfThousandsByItsSize() throws Exception {
    assertThat(world.post(ApiWorld.HANNA, BUNDLES, ofSize(51)).errors())
        .containsExactly("body/assets/length");
    assertThat(world.post(ApiWorld.HANNA, BUNDLES, ofSize(2_000)).errors())
        .containsExactly("body/assets/length");
    assertThat(world.post(ApiWorld.HANNA, BUNDLES, ofSize(10_000)).code()).isEqualTo("too-large");
  }

  private static String ofSize(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> "{\"asset\":\"lakeside.m" + i + "\"}")
        .collect(
            joining(
                ",",
                "{\"assets\":[",
                "],\"start\":\"2026-11-18T18:00:00Z\",\"end\":\"2026-11-18T20:00:00Z\"}"));
  }

  private static String wait(String more) {
    return """
    {"from": "2026-11-18T18:00:00Z", "to": "2026-11-18T22:00:00Z", "minDuration": "PT2H"%s}
    """
        .formatted(more);
  }

  @Test
  void waitsIsOfferedWhatComesFreeAndTakesIt() throws Exception {
    String owners =
        """
        {"asset": "lakeside.mri-1", "start": "2026-11-18T17:00:00Z", "end": "2026-11-18T23:00:00Z"}
        """;
    String booked = world.post(ApiWorld.LENA, "/api/v1/reservations", owners).header("Location");
    Reply waiting = world.post(ApiWorld.HANNA, WAIT_LIST, wait(", \"asset\": \"lakeside.mri-1\""));
    assertThat(answered("Wait", 201, waiting).getString("state")).isEqualTo("WAITING");
    String place = waiting.header("Location");
    world.post(ApiWorld.LENA, booked + "/cancel", "");
    world.services.waitOffering().run(world.clock.instant());
    JsonObject offered = answered("Wait", 200, world.get(ApiWorld.HANNA, place));
    assertThat(offered.getString("state")).isEqualTo("OFFERED");
    JsonObject offer = offered.getJsonObject("offer");
    assertThat(offer.getString("expiresAt")).isEqualTo("2026-11-18T10:30:00Z");
    String hold = "/api/v1/reservations/" + offer.getString("reservation");
    assertThat(world.post(ApiWorld.HANNA, hold + "/confirm", "").status()).isEqualTo(200);
    world.clock.forward(Duration.ofMinutes(1));
    world.services.waitOffering().run(world.clock.instant());
    assertThat(world.get(ApiWorld.HANNA, place).json().getString("state")).isEqualTo("FULFILLED");
    assertThat(world.post(ApiWorld.HANNA, place + "/withdraw", "").code()).isEqualTo("wrong-state");
    answered("WaitList", 200, world.get(ApiWorld.HANNA, WAIT_LIST));
    assertThat(world.get(ApiWorld.LENA, WAIT_LIST).list("entries")).isEmpty();
  }

  @Test
  void withdrawsAndNamesFaultsOfAnEntry() throws Exception {
    Reply waiting =
        world.post(
            ApiWorld.HANNA,
            WAIT_LIST,
            wait(", \"type\": \"mri\", \"near\": \"52.5,13.4\", \"owner\": \"lakeside\""));
    answered("Wait", 201, waiting);
    Reply withdrawn = world.post(ApiWorld.HANNA, waiting.header("Location") + "/withdraw", "");
    assertThat(answered("Wait", 200, withdrawn).getString("state")).isEqualTo("WITHDRAWN");
    assertThat(world.get(ApiWorld.HANNA, WAIT_LIST + "/" + UUID.randomUUID()).code())
        .isEqualTo("wait-not-found");
    Reply faulty =
        world.post(
            ApiWorld.HANNA,
            WAIT_LIST,
            """
            {"from": "2026-11-18T18:00:00Z", "to": "2026-11-18T19:00:00Z", "minDuration": "PT2H",
             "maxDuration": "PT1H", "radiusKm": 5}
            """);
    assertThat(faulty.errors())
        .containsExactlyInAnyOrder(
            "body/asset/choice",
            "body/near/missing",
            "body/minDuration/range",
            "body/maxDuration/order");
    Reply hidden = world.post(ApiWorld.HANNA, WAIT_LIST, wait(", \"asset\": \"lakeside.ct-1\""));
    assertThat(hidden.code()).isEqualTo("asset-not-found");
  }
}
