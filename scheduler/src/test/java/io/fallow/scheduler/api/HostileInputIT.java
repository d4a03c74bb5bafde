package io.fallow.scheduler.api;

import static io.fallow.scheduler.api.ApiWorld.LENA;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused costs nothing: the faults are named while there is no database to ask. */
class HostileInputIT {

  private static final String RESERVATIONS = "/api/v1/reservations";
  private static final String ONE = RESERVATIONS + "/0b1c8f1e-0000-4000-8000-000000000000";

  @TempDir Path folder;

  /** A body for the time of a reservation, and the faults that it must be told. */
  private record Case(String method, String path, String body, List<String> faults) {}

  private static Case reserve(String start, String end, String... faults) {
    String body =
        "{\"asset\": \"lakeside.mri-1\", \"start\": \"%s\", \"end\": \"%s\"}".formatted(start, end);
    return new Case("POST", RESERVATIONS, body, List.of(faults));
  }

  private static Stream<Case> cases() {
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
        new Case("POST", RESERVATIONS, "[".repeat(30_000), List.of("body//malformed")),
        new Case("PATCH", ONE, "{\"start\": \"2026-11-18T20:00\"}", List.of("body/start/format")));
  }

  @Test
  void namesEveryFaultOfATimeWithoutAskingTheDatabase() throws Exception {
    try (ApiWorld world = new ApiWorld(folder)) {
      assertThat(world.get(LENA, "/api/v1/me").status()).isEqualTo(200);
      List<Reply> replies = new ArrayList<>();
      world.server.stopServer();
      try {
        for (Case each : cases().toList()) {
          replies.add(world.send(request(world, each)));
        }
      } finally {
        world.server.startServer();
      }
      check(replies);
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
      String shown = body.substring(0, Math.min(150, body.length()));
      softly.assertThat(replies.get(i).status()).as(shown).isEqualTo(400);
      softly
          .assertThat(replies.get(i).errors())
          .as(shown)
          .containsExactlyInAnyOrderElementsOf(cases.get(i).faults());
    }
    softly.assertAll();
  }
}
