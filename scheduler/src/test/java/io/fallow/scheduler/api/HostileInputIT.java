package io.fallow.scheduler.api;

import static io.fallow.scheduler.api.ApiWorld.LENA;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused costs nothing: the faults are named while there is no database to ask. */
class HostileInputIT {

  private static final String RESERVATIONS = "/api/v1/reservations";
  private static final String ZERO_IN_ITS_NAME =
      "{\"scope\": \"organisation\", \"name\": \"a\\u0000b\"}";
  private static final String ONE = RESERVATIONS + "/0b1c8f1e-0000-4000-8000-000000000000";

  @TempDir Path folder;

  /** What is sent where, and the faults that it must be told. */
  private record Case(String method, String path, String body, List<String> faults) {}

  private static Case post(String path, String body, String... faults) {
    return new Case("POST", "/api/v1/" + path, body, List.of(faults));
  }

  private static Case get(String path, String... faults) {
    return new Case("GET", "/api/v1/" + path, "", List.of(faults));
  }

  private static Case reserve(String start, String end, String... faults) {
    String body =
        "{\"asset\": \"lakeside.mri-1\", \"start\": \"%s\", \"end\": \"%s\"}".formatted(start, end);
    return new Case("POST", RESERVATIONS, body, List.of(faults));
  }

  private static Stream<Case> cases() {
    return Stream.of(reservations(), bundles(), series(), lockouts(), openings(), waits(), reads())
        .flatMap(cases -> cases);
  }

  private static Stream<Case> reservations() {
    String evening = "2026-11-18T20:00:00Z";
    return Stream.of(
        reserve("2026-11-18T20:00:00", "2026-11-18T22:00", "body/start/format", "body/end/format"),
        reserve(evening, "2026-11-18T19:00:00Z", "body/end/order"),
        reserve(evening, evening, "body/end/order"),
        reserve(evening, "2031-11-18T20:00:00Z", "body/end/range"),
        reserve(evening, "9999-12-31T23:59:59Z", "body/end/format"),
        reserve("2026-02-30T20:00:00Z", evening, "body/start/format"),
        reserve(
            "2026-11-18T25:00:00Z",
            "2026-11-18T20:00:00+25:00",
            "body/start/format",
            "body/end/format"),
        reserve("tomorrow", "", "body/start/format", "body/end/format"),
        new Case(
            "POST",
            RESERVATIONS,
            "{\"asset\": 5, \"end\": null, \"hold\": \"maybe\", \"purpose\": [1], \"shoe\": 1}",
            List.of(
                "body/asset/type",
                "body/start/missing",
                "body/end/type",
                "body/hold/type",
                "body/purpose/type",
                "body/shoe/unknown")),
        new Case(
            "POST",
            "/api/v1/wait-list",
            "{\"type\": \"mri\", \"from\": \""
                + evening
                + "\", \"to\": \"2026-11-19T20:00:00Z\","
                + " \"minDuration\": \"PT1H0.5S\", \"purpose\": \"a\\ud800b\"}",
            List.of("body/minDuration/format", "body/purpose/format")),
        new Case("POST", "/api/v1/feeds", ZERO_IN_ITS_NAME, List.of("body/name/format")),
        new Case("POST", RESERVATIONS, "[".repeat(30_000), List.of("body//malformed")),
        new Case("PATCH", ONE, "{\"start\": \"2026-11-18T20:00\"}", List.of("body/start/format")));
  }

  private static Case bundle(String assets, String more, String... faults) {
    return post("bundles", "{\"assets\": [" + assets + "]" + more + "}", faults);
  }

  private static Stream<Case> bundles() {
    String when = ", \"start\": \"2026-11-18T20:00:00Z\", \"end\": \"2026-11-18T22:00:00Z\"";
    String mri = "{\"asset\": \"lakeside.mri-1\"}";
    return Stream.of(
        bundle("", when, "body/assets/length"),
        bundle(many(51), when, "body/assets/length"),
        bundle(many(1_500), when, "body/assets/length"),
        bundle(
            mri + "," + mri + ", {\"asset\": \"../../etc\"}, {\"asset\": null}, {}",
            when,
            "body/assets[1].asset/repeated",
            "body/assets[2].asset/format",
            "body/assets[3].asset/missing",
            "body/assets[4].asset/missing"),
        bundle(
            mri + ", {\"asset\": \"lakeside.ct-1\", \"end\": \"2026-11-18T20:00:00Z\"}",
            ", \"start\": \"2026-11-18T20:00:00Z\"",
            "body/assets[0].end/missing",
            "body/assets[1].end/order"),
        bundle("1, [], null", when, "body/assets/type"),
        bundle(
            mri,
            ", \"start\": \"2026-11-18T20:00\", \"end\": \"2026-11-18T20:00:00[Mars/Base]\"",
            "body/start/format",
            "body/end/format"));
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"asset\":\"lakeside.m" + i + "\"}")
        .collect(joining(","));
  }

  private static Case rule(String rule, String... faults) {
    String body =
        "{\"asset\": \"lakeside.mri-1\", \"start\": \"2026-11-18T20:00\", \"duration\": \"PT1H\","
            + " \"rule\": \"%s\"}";
    return post("series", body.formatted(rule), faults);
  }

  private static Stream<Case> series() {
    return Stream.of(
        rule("FREQ=SECONDLY", "body/rule/too-frequent"),
        rule("FREQ=DAILY", "body/rule/endless"),
        rule("FREQ=DAILY;COUNT=1000000000", "body/rule/out-of-range"),
        rule("FREQ=DAILY;COUNT=99999999999999999999", "body/rule/out-of-range"),
        rule("FREQ=DAILY;COUNT=300", "body/rule/too-many"),
        rule("FREQ=DAILY;UNTIL=99991231T235959Z", "body/rule/too-far"),
        rule("FREQ=DAILY;UNTIL=20200101T000000Z", "body/rule/reversed"),
        rule(
            "FREQ=YEARLY;BYWEEKNO=1,2,3,4,5,6,7,8;BYHOUR=0,1,2,3,4,5;BYSETPOS=366;COUNT=1000",
            "body/rule/too-long"),
        rule("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0;COUNT=2", "body/rule/out-of-range"),
        rule(
            "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=400,-400;COUNT=2",
            "body/rule/out-of-range",
            "body/rule/out-of-range"),
        rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;COUNT=2", "body/rule/too-long"),
        rule("TZID=Mars/Base;FREQ=DAILY;COUNT=2", "body/rule/unknown-part"),
        rule("often", "body/rule/format"),
        rule("FREQ=DAILY;COUNT=2;".repeat(300), "body/rule/length"),
        post(
            "series",
            "{\"asset\": \"mri\", \"start\": \"2026-11-18T20:00:00Z\", \"duration\": \"P1Y\","
                + " \"rule\": \"FREQ=SECONDLY;BYHOUR=77\", \"onConflict\": \"hope\"}",
            "body/asset/format",
            "body/start/format",
            "body/duration/format",
            "body/rule/too-frequent",
            "body/rule/out-of-range",
            "body/onConflict/choice"),
        post(
            "series/preview",
            "{\"asset\": \"lakeside.mri-1\", \"start\": \"2026-11-18T20:00\","
                + " \"duration\": \"P500D\", \"rule\": \"FREQ=DAILY\"}",
            "body/duration/range",
            "body/rule/endless"));
  }

  private static Case lockOut(String time, String... faults) {
    String body = "{\"kind\": \"maintenance\", \"reason\": \"helium\"," + time + "}";
    return post("assets/lakeside.mri-1/lockouts", body, faults);
  }

  private static Stream<Case> lockouts() {
    return Stream.of(
        lockOut(
            "\"start\": \"2026-11-20T10:00:00Z\", \"end\": \"2026-11-20T10:00:00Z\"",
            "body/end/order"),
        lockOut(
            "\"start\": \"2026-11-20T10:00\", \"end\": \"9999-12-31T00:00:00Z\"",
            "body/start/format",
            "body/end/format"),
        lockOut(
            "\"start\": \"2026-11-20T10:00:00Z\", \"end\": \"2199-11-20T10:00:00Z\"",
            "body/end/range"),
        lockOut(
            "\"localStart\": \"2026-11-20T10:00\", \"localEnd\": \"2026-11-20T09:00\"",
            "body/localEnd/order"),
        lockOut(
            "\"rule\": \"FREQ=SECONDLY\", \"localStart\": \"2026-11-20T10:00\", \"duration\": \"PT1H\"",
            "body/rule/too-frequent"),
        lockOut(
            "\"rule\": \"FREQ=DAILY;COUNT=1000000000;X=1\", \"duration\": \"PT1H\", \"end\": \"soon\"",
            "body/end/format",
            "body/end/conflict",
            "body/localStart/missing",
            "body/rule/out-of-range",
            "body/rule/unknown-part"));
  }

  private static Case week(String hours, String... faults) {
    return new Case(
        "PUT",
        "/api/v1/assets/lakeside.mri-1/openings",
        "{\"week\": [" + hours + "]}",
        List.of(faults));
  }

  private static Stream<Case> openings() {
    return Stream.of(
        week(
            "{\"day\": \"moonday\", \"opens\": \"25:00\", \"closes\": \"8\"}",
            "body/week[0].day/choice",
            "body/week[0].opens/format",
            "body/week[0].closes/format"),
        week(
            "{\"day\": \"monday\", \"opens\": \"10:00\", \"closes\": \"10:00\"},"
                + " {\"day\": \"monday\", \"opens\": \"10:00\", \"closes\": \"12:00\","
                + " \"validFrom\": \"2026-11-20\", \"validUntil\": \"2026-11-19\"}",
            "body/week[0].closes/order",
            "body/week[1].validUntil/order"),
        week(
            IntStream.range(0, 1_000).mapToObj(i -> "{}").collect(joining(",")),
            "body/week/length"),
        new Case(
            "PUT",
            "/api/v1/assets/lakeside.mri-1/exceptions/2026-02-30",
            "{\"reason\": \"\", \"hours\": [{\"opens\": \"12:00\", \"closes\": \"11:00\"}]}",
            List.of("path/day/format", "body/reason/length", "body/hours[0].closes/order")));
  }

  private static Stream<Case> waits() {
    return Stream.of(
        post(
            "wait-list",
            "{\"type\": \"mri\", \"asset\": \"lakeside.mri-1\", \"from\": \"2026-11-19T00:00:00Z\","
                + " \"to\": \"2026-11-18T00:00:00Z\", \"minDuration\": \"PT0S\", \"radiusKm\": 5}",
            "body/asset/choice",
            "body/to/order",
            "body/minDuration/format",
            "body/near/missing"),
        post(
            "wait-list",
            "{\"type\": \"mri\", \"from\": \"2026-11-19T00:00:00Z\", \"to\": \"2030-11-19T00:00:00Z\","
                + " \"minDuration\": \"PT1H\"}",
            "body/to/range"));
  }

  private static Stream<Case> reads() {
    String search = "windows?minDuration=PT1H";
    String explain = "assets/lakeside.mri-1/explain?from=2026-11-18T20:00:00Z&to=";
    return Stream.of(
        get(search + "&from=2026-11-18T20:00", "query/from/format"),
        get(search + "&from=2026-11-19T00:00:00Z&to=2026-11-18T00:00:00Z", "query/to/range-empty"),
        get(search + "&from=2026-11-19T00:00:00Z&to=2026-11-19T00:00:00Z", "query/to/range-empty"),
        get(
            search + "&from=2026-11-19T00:00:00Z&to=2031-11-19T00:00:00Z",
            "query/to/range-too-long"),
        get(
            "windows?minDuration=PT1S&minProbability=0.1&limit=100000&radiusKm=5&near=north"
                + "&order=best&cursor=abc&shoe=1",
            "query/minDuration/too-short",
            "query/minProbability/range",
            "query/limit/range",
            "query/near/format",
            "query/order/choice",
            "query/cursor/format",
            "query/shoe/unknown"),
        get(explain + "2026-11-18T20:00:00Z", "query/to/order"),
        get(explain + "2036-11-18T20:00:00Z", "query/to/range"),
        get(explain + "2026-11-18T22:00", "query/to/format"),
        get("reservations?from=2026-11-19T00:00:00Z&to=2026-11-18T00:00:00Z", "query/to/order"));
  }

  @Test
  void namesEveryFaultWithoutAskingTheDatabase() throws Exception {
    try (ApiWorld world = new ApiWorld(folder)) {
      assertThat(world.get(LENA, "/api/v1/me").status()).isEqualTo(200);
      List<Reply> replies = new ArrayList<>();
      world.server.stopServer();
      try {
        for (Case each : cases().toList()) {
          replies.add(world.send(request(world, each)));
        }
        Case huge = bundle(many(10_000), "");
        assertThat(world.send(request(world, huge)).status()).isEqualTo(413);
      } finally {
        world.server.startServer();
      }
      check(replies);
    }
  }

  /** Which zone it is about has to be looked up. */
  @Test
  void namesATimeThatTheClockSkipsOrShowsTwice() throws Exception {
    try (ApiWorld world = new ApiWorld(folder)) {
      for (String gap : List.of("2027-03-28T02:30 nonexistent", "2027-10-31T02:30 ambiguous")) {
        String time = gap.substring(0, 16);
        String code = gap.substring(17);
        Case series =
            post(
                "series",
                "{\"asset\": \"lakeside.mri-1\", \"start\": \"%s\", \"duration\": \"PT1H\", \"rule\": \"FREQ=DAILY;COUNT=2\"}"
                    .formatted(time));
        assertThat(world.send(request(world, series)).errors())
            .containsExactly("body/start/" + code);
        Case lockOut =
            lockOut("\"localStart\": \"%s\", \"localEnd\": \"%s\"".formatted(time, time));
        assertThat(world.send(request(world, lockOut)).errors()).contains("body/localEnd/order");
        Case open = lockOut("\"localStart\": \"%s\"".formatted(time));
        assertThat(world.send(request(world, open)).errors())
            .containsExactly("body/localStart/" + code);
      }
    }
  }

  private static HttpRequest.Builder request(ApiWorld world, Case each) {
    return world
        .as(LENA, each.path())
        .header("Content-Type", "application/json")
        .header("If-Match", "\"1\"")
        .header("Idempotency-Key", "a-key-of-mine-1")
        .method(each.method(), HttpRequest.BodyPublishers.ofString(each.body()));
  }

  private static void check(List<Reply> replies) {
    List<Case> cases = cases().toList();
    SoftAssertions softly = new SoftAssertions();
    for (int i = 0; i < cases.size(); i++) {
      String body = cases.get(i).body();
      String shown = cases.get(i).path() + body.substring(0, Math.min(150, body.length()));
      softly.assertThat(replies.get(i).status()).as(shown).isEqualTo(400);
      softly
          .assertThat(replies.get(i).errors())
          .as(shown)
          .containsExactlyInAnyOrderElementsOf(cases.get(i).faults());
    }
    softly.assertAll();
  }
}
