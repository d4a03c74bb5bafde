package io.fallow.scheduler.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fallow.gateway.wire.RejectReason;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.contract.ContractAnswers;
import io.fallow.telemetry.rejects.ReplayWorker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of what was not accepted of a gateway, and how it is let in after all. */
class GatewayRejectsIT {

  private static final Caller FRED = new Caller("fred", "Fred Forge", "forge");
  private static final String REJECTS = "/api/v1/gateways/lakeside.north-gw/rejects";
  private static final Instant NOW = ApiWorld.START;

  private ApiWorld world;
  private int gateway;

  @BeforeEach
  void start(@TempDir Path folder) {
    world = new ApiWorld(folder);
    gateway = WorldGateways.register(world, "lakeside", "north-gw", "north");
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private long rejected(int of, Instant at, String reason, int readings, byte[] payload) {
    world.run(
        "SET LOCAL ROLE NONE; INSERT INTO rejected_message"
            + " (received_at, topic, gateway_id, reason, detail, readings, payload)"
            + " VALUES (?, 'fallow/v1/lakeside/north-gw/readings', ?, ?, 'it is so', ?, ?)",
        at.atOffset(ZoneOffset.UTC),
        of,
        reason,
        readings,
        payload);
    return world.count("SELECT max(id) FROM rejected_message");
  }

  private long rejected(Duration ago, String reason, String payload) {
    return rejected(gateway, NOW.minus(ago), reason, 1, payload.getBytes(UTF_8));
  }

  private Reply listed(String query) throws Exception {
    Reply reply = world.get(ApiWorld.LENA, REJECTS + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(contract().faults("GatewayRejects", reply.json())).isEmpty();
    return reply;
  }

  private ContractAnswers contract() throws Exception {
    return new ContractAnswers(world.send(world.request("/openapi.json")).json());
  }

  private JsonObject only() throws Exception {
    List<JsonObject> rejects = listed("").list("rejects");
    assertThat(rejects).hasSize(1);
    return rejects.get(0);
  }

  private static String payload(String asset) {
    return "{\"readings\":[{\"asset\":\"%s\",\"time\":\"2026-11-18T09:00:00Z\",\"powerW\":5}]}"
        .formatted(asset);
  }

  /** As telemetry does it, in a process of its own. */
  private void telemetryWorks() throws Exception {
    try (ReplayWorker worker =
        new ReplayWorker(world.database, new SimpleMeterRegistry(), world.clock)) {
      worker.runOnce();
    }
  }

  @Test
  void saysWhatCameAndWhyItWasRefused() throws Exception {
    long id = rejected(Duration.ofHours(1), "unknown-asset", payload("new-1"));

    assertThat(only())
        .isEqualTo(
            new JsonObject()
                .put("id", (int) id)
                .put("receivedAt", "2026-11-18T09:00:00Z")
                .put("topic", "fallow/v1/lakeside/north-gw/readings")
                .put("reason", "unknown-asset")
                .put("meaning", "It names an asset that isn't registered: register it, and replay.")
                .put("detail", "it is so")
                .put("readings", 1)
                .put("bytes", payload("new-1").length())
                .put("excerpt", payload("new-1"))
                .put("cut", false)
                .put("mayBeReplayed", true)
                .put(
                    "replay",
                    new JsonObject().put("state", "none").putNull("at").putNull("outcome")));
  }

  @Test
  void showsWhateverWasSentAsATextThatDoesNothing() throws Exception {
    byte[] hostile = new byte[10_000];
    hostile[0] = (byte) 0xff;
    hostile[1] = 27;
    hostile[2] = '<';
    rejected(gateway, NOW.minusSeconds(9), "unparsable", 0, hostile);

    JsonObject shown = only();

    assertThat(shown.getString("excerpt"))
        .startsWith("\\xff\\u001b<\\u0000\\u0000")
        .hasSize(4 + 6 + 1 + 2_045 * 6);
    assertThat(shown.getBoolean("cut")).isTrue();
    assertThat(shown.getInteger("bytes")).isEqualTo(10_000);
    assertThat(shown.getValue("readings")).as("nobody could tell").isNull();
  }

  @Test
  void pagesFromTheLatestToTheEarliestWithoutRepeatingOrSkipping() throws Exception {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(0, (int) rejected(Duration.ofSeconds(100 - i / 3), "unparsable", "x" + i));
    }
    List<Integer> paged = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      Reply page = listed("?limit=2" + cursor);
      page.list("rejects").forEach(each -> paged.add(each.getInteger("id")));
      String next = page.json().getString("next");
      cursor = next == null ? null : "&cursor=" + next;
    }
    assertThat(paged).isEqualTo(all);
  }

  @Test
  void sumsByReasonAndKeepsToATimeAndAReason() throws Exception {
    rejected(Duration.ofHours(1), "unknown-asset", "1");
    rejected(gateway, NOW.minus(Duration.ofHours(2)), "unknown-asset", 40, "2".getBytes(UTF_8));
    rejected(Duration.ofHours(3), "unparsable", "3");
    rejected(Duration.ofDays(8), "unparsable", "last week's");
    world.run("UPDATE rejected_message SET replayed_at = received_at WHERE readings = 40");

    Reply week = listed("?reason=unparsable");
    assertThat(week.list("rejects"))
        .extracting(each -> each.getString("excerpt"))
        .containsExactly("3");
    assertThat(week.list("reasons"))
        .extracting(
            each -> each.getString("reason"),
            each -> each.getInteger("rejects"),
            each -> each.getInteger("readings"),
            each -> each.getInteger("stored"))
        .containsExactly(tuple("unknown-asset", 2, 41, 1), tuple("unparsable", 1, 1, 0));
    assertThat(listed("?from=2026-11-01T00:00:00Z&to=2026-11-11T00:00:00Z").list("rejects"))
        .hasSize(1);
  }

  @Test
  void whatIsWrongWithAQueryIsSaid() throws Exception {
    assertThat(world.get(ApiWorld.LENA, REJECTS + "?reason=bad&cursor=x&limit=0").errors())
        .containsExactlyInAnyOrder(
            "query/reason/choice", "query/cursor/format", "query/limit/range");
    assertThat(world.get(ApiWorld.LENA, REJECTS + "?from=2027-01-01T00:00:00Z").errors())
        .containsExactly("query/to/order");
    assertThat(world.get(ApiWorld.LENA, REJECTS + "?from=2020-01-01T00:00:00Z").errors())
        .containsExactly("query/to/range");
  }

  @Test
  void aReplayIsAskedForDoneByTelemetryAndShown() throws Exception {
    long id = rejected(Duration.ofHours(1), "unknown-asset", payload("new-1"));
    String replay = REJECTS + "/" + id + "/replay";

    Reply asked = world.post(ApiWorld.LENA, replay, "");
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    assertThat(contract().faults("Replay", asked.json())).isEmpty();
    assertThat(asked.json().getString("askedBy")).isEqualTo("lena@lakeside");
    assertThat(only().getJsonObject("replay").getString("state")).isEqualTo("waiting");
    assertThat(world.post(ApiWorld.LENA, replay, "").json()).as("once").isEqualTo(asked.json());

    telemetryWorks();
    JsonObject refused = only().getJsonObject("replay");
    assertThat(refused.getString("state")).isEqualTo("refused");
    assertThat(refused.getString("outcome"))
        .isEqualTo("refused again, unknown-asset: lakeside has no asset new-1");

    machine("new-1");
    assertThat(world.post(ApiWorld.LENA, replay, "").status()).isEqualTo(202);
    telemetryWorks();

    JsonObject stored = only().getJsonObject("replay");
    assertThat(stored.getString("state")).isEqualTo("stored");
    assertThat(stored.getString("at")).isEqualTo(NOW.toString());
    assertThat(stored.getString("outcome")).isEqualTo("readings stored: 1");
    assertThat(world.count("SELECT count(*) FROM reading")).isEqualTo(1);
    assertThat(listed("").list("replays"))
        .extracting(
            each -> each.getString("state"),
            each -> each.getInteger("stored"),
            each -> each.getInteger("refused"))
        .containsExactly(tuple("ended", 1, 0), tuple("ended", 0, 1));
    Reply again = world.post(ApiWorld.LENA, replay, "");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("nothing-to-replay");
  }

  private void machine(String code) throws Exception {
    String body =
        "{\"code\":\"%s\",\"facility\":\"lakeside.north\",\"name\":\"New\",\"type\":\"mri\"}"
            .formatted(code);
    assertThat(world.post(ApiWorld.LENA, "/api/v1/assets", body).status()).isEqualTo(201);
  }

  @Test
  void allOfAReasonAreReplayedAndNothingOfAnotherGateway() throws Exception {
    int forges = WorldGateways.register(world, "forge", "hall-gw", "hall");
    for (int i = 1; i <= 60; i++) {
      rejected(
          Duration.ofMinutes(i),
          "unknown-asset",
          payload("new-2").replace("9:00:00", "9:00:%02d".formatted(i % 60)));
    }
    rejected(forges, NOW, "unknown-asset", 1, payload("new-2").getBytes(UTF_8));
    rejected(Duration.ofHours(2), "unparsable", "{");
    machine("new-2");

    Reply asked = world.post(ApiWorld.LENA, REJECTS + "/replay", "{\"reason\":\"unknown-asset\"}");
    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    telemetryWorks();

    assertThat(listed("?reason=unknown-asset&limit=100").list("rejects"))
        .hasSize(60)
        .allMatch(each -> each.getJsonObject("replay").getString("state").equals("stored"));
    assertThat(world.count("SELECT count(*) FROM rejected_message WHERE replayed_at IS NULL"))
        .as("the forge's, and the other reason's")
        .isEqualTo(2);
  }

  @Test
  void whatWasNotKeptCannotBeReplayed() throws Exception {
    long id = rejected(gateway, NOW.minusSeconds(1), "unknown-field", 1, new byte[0]);
    assertThat(only().getBoolean("mayBeReplayed")).isFalse();
    assertThat(world.post(ApiWorld.LENA, REJECTS + "/" + id + "/replay", "").code())
        .isEqualTo("nothing-to-replay");
    assertThat(
            world.post(ApiWorld.LENA, REJECTS + "/replay", "{\"reason\":\"unknown-field\"}").code())
        .isEqualTo("nothing-to-replay");
  }

  @Test
  void anotherOrganisationNeitherSeesNorReplaysAny() throws Exception {
    WorldGateways.register(world, "forge", "hall-gw", "hall");
    long id = rejected(Duration.ofHours(1), "unknown-asset", payload("new-1"));
    String own = "/api/v1/gateways/forge.hall-gw/rejects";

    assertThat(world.get(FRED, REJECTS).code()).isEqualTo("gateway-not-found");
    assertThat(world.post(FRED, REJECTS + "/" + id + "/replay", "").code())
        .isEqualTo("gateway-not-found");
    assertThat(world.get(FRED, own).list("rejects")).isEmpty();
    assertThat(world.get(FRED, own).list("reasons")).isEmpty();
    assertThat(world.post(FRED, own + "/" + id + "/replay", "").code())
        .isEqualTo("reject-not-found");
    assertThat(world.count("SELECT count(*) FROM replay_request")).isZero();
  }

  @Test
  void theContractNamesEveryReason() throws Exception {
    JsonObject schemas =
        world
            .send(world.request("/openapi.json"))
            .json()
            .getJsonObject("components")
            .getJsonObject("schemas");
    JsonArray named = schemas.getJsonObject("RejectReason").getJsonArray("enum");
    assertThat(named.stream().map(String.class::cast))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(RejectReason.values()).map(RejectReason::code).toList());
  }
}
