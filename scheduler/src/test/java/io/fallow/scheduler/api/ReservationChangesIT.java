package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.contract.ContractAnswers;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservationChangesIT {

  private static final String PATH = "/api/v1/reservations";

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

  private Reply book(Caller who, String start, String end, String more) throws Exception {
    return world.post(
        who,
        PATH,
        """
        {"asset": "lakeside.mri-1", "start": "2026-11-18T%s:00Z", "end": "2026-11-18T%s:00Z"%s}
        """
            .formatted(start, end, more));
  }

  private HttpRequest.Builder patched(Caller who, String location, String body) {
    return world
        .as(who, location)
        .header("Content-Type", "application/json")
        .method("PATCH", BodyPublishers.ofString(body));
  }

  private Reply change(Caller who, Reply seen, String body) throws Exception {
    String location = PATH + "/" + seen.json().getString("id");
    return world.send(patched(who, location, body).header("If-Match", seen.header("ETag")));
  }

  @Test
  void changesTheVersionThatWasSeenAndNoOther() throws Exception {
    Reply booked = book(ApiWorld.HANNA, "18:00", "20:00", "");
    assertThat(booked.header("ETag")).isEqualTo("\"1\"");
    Reply longer = change(ApiWorld.HANNA, booked, "{\"end\": \"2026-11-18T21:00:00Z\"}");
    assertThat(longer.status()).isEqualTo(200);
    assertThat(longer.header("ETag")).isEqualTo("\"2\"");
    assertThat(longer.json().getString("start")).isEqualTo("2026-11-18T18:00:00Z");
    assertThat(longer.json().getString("end")).isEqualTo("2026-11-18T21:00:00Z");
    Reply late = change(ApiWorld.HANNA, booked, "{\"end\": \"2026-11-18T22:00:00Z\"}");
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.code()).isEqualTo("version-changed");
    assertThat(late.json().getJsonObject("reservation")).isEqualTo(longer.json());
  }

  @Test
  void anOwnerApprovesTheRequestThatItSawAndNoneThatWasMovedMeanwhile() throws Exception {
    world.send(
        world
            .as(ApiWorld.LENA, "/api/v1/asset-types/mri/policy")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"terms\": {\"approval\": \"owner\"}}")));
    Reply asked = book(ApiWorld.HANNA, "18:00", "20:00", "");
    assertThat(asked.json().getString("status")).isEqualTo("REQUESTED");
    Reply moved = change(ApiWorld.HANNA, asked, "{\"end\": \"2026-11-18T19:00:00Z\"}");
    Reply blind = approve(asked);
    assertThat(blind.status()).isEqualTo(412);
    assertThat(blind.json().getJsonObject("reservation")).isEqualTo(moved.json());
    assertThat(approve(moved).json().getString("status")).isEqualTo("CONFIRMED");
  }

  private Reply approve(Reply seen) throws Exception {
    return world.send(
        world
            .as(ApiWorld.LENA, PATH + "/" + seen.json().getString("id") + "/approve")
            .header("If-Match", seen.header("ETag"))
            .POST(BodyPublishers.noBody()));
  }

  @Test
  void nobodyChangesWhatTheyHaveNotSeen() throws Exception {
    Reply booked = book(ApiWorld.HANNA, "18:00", "20:00", "");
    String location = booked.header("Location");
    Reply blind = world.send(patched(ApiWorld.HANNA, location, "{}"));
    assertThat(blind.status()).isEqualTo(428);
    assertThat(blind.code()).isEqualTo("version-needed");
    Reply weak = world.send(patched(ApiWorld.HANNA, location, "{}").header("If-Match", "W/\"1\""));
    assertThat(weak.errors()).containsExactly("header/If-Match/format");
  }

  @Test
  void namesEveryFaultOfAChangeAtOnce() throws Exception {
    Reply booked = book(ApiWorld.HANNA, "18:00", "20:00", "");
    Reply wrong =
        change(
            ApiWorld.HANNA,
            booked,
            """
            {"start": "2026-11-18T21:00", "end": "never", "until": 7, "override": {}}
            """);
    assertThat(wrong.errors())
        .containsExactlyInAnyOrder(
            "body/start/format", "body/end/format", "body/until/unknown", "body/override/format");
    Reply backwards =
        change(
            ApiWorld.HANNA,
            booked,
            "{\"start\": \"2026-11-18T21:00:00Z\", \"end\": \"2026-11-18T20:00:00Z\"}");
    assertThat(backwards.errors()).containsExactly("body/end/order");
    Reply years =
        change(
            ApiWorld.HANNA,
            booked,
            "{\"start\": \"2026-11-18T21:00:00Z\", \"end\": \"2036-11-18T20:00:00Z\"}");
    assertThat(years.errors()).containsExactly("body/end/range");
    Reply emptied = change(ApiWorld.HANNA, booked, "{\"end\": \"2026-11-18T18:00:00Z\"}");
    assertThat(emptied.list("violations"))
        .extracting(violation -> violation.getString("code"))
        .containsExactly("order");
  }

  @Test
  void aRefusedChangeTellsNothingOfOthersTimes() throws Exception {
    String secret = book(ApiWorld.LENA, "21:00", "22:00", "").json().getString("id");
    Reply booked = book(ApiWorld.HANNA, "18:00", "20:00", "");
    Reply overlap = change(ApiWorld.HANNA, booked, "{\"end\": \"2026-11-18T21:30:00Z\"}");
    assertThat(overlap.status()).isEqualTo(409);
    assertThat(overlap.text()).doesNotContain(secret).doesNotContain("lena");
    Reply foreign = change(ApiWorld.HANNA, book(ApiWorld.LENA, "22:00", "23:00", ""), "{}");
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.code()).isEqualTo("reservation-not-found");
  }

  @Test
  void everyVersionIsReadableByBothSidesAndByNobodyElse() throws Exception {
    Reply booked = book(ApiWorld.HANNA, "18:00", "20:00", "");
    change(ApiWorld.HANNA, booked, "{\"end\": \"2026-11-18T19:00:00Z\"}");
    String location = booked.header("Location");
    world.post(ApiWorld.LENA, location + "/cancel", "{\"reason\": \"the magnet is warm\"}");
    List<JsonObject> versions = world.get(ApiWorld.HANNA, location + "/history").list("versions");
    assertThat(versions)
        .extracting(version -> version.getString("action"))
        .containsExactly("confirmed", "changed", "cancelled");
    assertThat(versions.get(0).getString("end")).isEqualTo("2026-11-18T20:00:00Z");
    assertThat(versions.get(2).getString("reason")).isEqualTo("the magnet is warm");
    assertThat(versions.get(2).getString("actor")).isEqualTo("lena@lakeside");
    String own = book(ApiWorld.LENA, "21:00", "22:00", "").header("Location");
    assertThat(world.get(ApiWorld.HANNA, own + "/history").status()).isEqualTo(404);
  }

  @Test
  void listsByStatusSideAssetAndTimePageByPage() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int hour = 18; hour < 23; hour++) {
      Caller who = hour % 2 == 0 ? ApiWorld.HANNA : ApiWorld.LENA;
      ids.add(0, book(who, hour + ":00", hour + ":30", "").json().getString("id"));
    }
    world.post(ApiWorld.HANNA, PATH + "/" + ids.get(0) + "/cancel", "");
    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      Reply page = world.get(ApiWorld.LENA, PATH + "?limit=2" + next);
      page.list("reservations").forEach(each -> seen.add(each.getString("id")));
      String cursor = page.json().getString("next");
      next = cursor == null ? "" : "&cursor=" + cursor;
    } while (!next.isEmpty());
    assertThat(seen).isEqualTo(ids);
    assertThat(listed("?status=CANCELLED")).containsExactly(ids.get(0));
    assertThat(listed("?side=booker")).containsExactly(ids.get(1), ids.get(3));
    assertThat(listed("?from=2026-11-18T21:30:00Z")).containsExactly(ids.get(0));
    assertThat(listed("?to=2026-11-18T18:30:00Z&asset=lakeside.mri-1")).containsExactly(ids.get(4));
    assertThat(listed("?asset=lakeside.ct-1")).isEmpty();
    assertThat(world.get(ApiWorld.LENA, PATH + "?cursor=mine&status=LOST").errors())
        .containsExactlyInAnyOrder("query/cursor/format", "query/status/choice");
  }

  private List<String> listed(String query) throws Exception {
    return world.get(ApiWorld.LENA, PATH + query).list("reservations").stream()
        .map(each -> each.getString("id"))
        .toList();
  }

  @Test
  void aDeclineNeedsAReason() throws Exception {
    String location = book(ApiWorld.HANNA, "18:00", "20:00", "").header("Location");
    assertThat(world.post(ApiWorld.LENA, location + "/decline", "").errors())
        .containsExactly("body//missing");
    Reply confirmed = world.post(ApiWorld.LENA, location + "/decline", "{\"reason\": \"no\"}");
    assertThat(confirmed.status()).isEqualTo(409);
    assertThat(confirmed.list("violations"))
        .extracting(violation -> violation.getString("code"))
        .containsExactly("not-requested");
    assertThat(world.post(ApiWorld.LENA, location + "/release", "").code())
        .isEqualTo("wrong-state");
  }

  @Test
  void anOwnersOverrideIsRecorded() throws Exception {
    String more = ", \"override\": {\"reason\": \"a guest\"}, \"onBehalfOf\": \"harbor-clinic\"";
    Reply refused = book(ApiWorld.LENA, "12:00", "12:30", ", \"onBehalfOf\": \"harbor-clinic\"");
    assertThat(refused.list("violations").get(0))
        .isEqualTo(refused.list("violations").get(0).copy().put("mayOverride", true));
    Reply booked = book(ApiWorld.LENA, "12:00", "12:30", more);
    assertThat(booked.status()).isEqualTo(201);
    assertThat(booked.json().getString("overrideReason")).isEqualTo("a guest");
    assertThat(booked.json().getString("organisation")).isEqualTo("harbor-clinic");
  }

  @Test
  void everyAnswerIsWhatTheContractSays() throws Exception {
    ContractAnswers contract =
        new ContractAnswers(world.send(world.request("/openapi.json")).json());
    Reply booked = book(ApiWorld.HANNA, "18:00", "20:00", "");
    Reply changed = change(ApiWorld.HANNA, booked, "{\"end\": \"2026-11-18T19:00:00Z\"}");
    String location = booked.header("Location");
    Reply stale = change(ApiWorld.HANNA, booked, "{}");
    Reply refused = book(ApiWorld.HANNA, "12:00", "12:05", "");
    Reply cancelled = world.post(ApiWorld.HANNA, location + "/cancel", "");
    for (Reply reply : List.of(booked, changed, cancelled)) {
      assertThat(contract.faults("Reservation", reply.json())).isEmpty();
    }
    assertThat(contract.faults("Problem", stale.json())).isEmpty();
    assertThat(contract.faults("Problem", refused.json())).isEmpty();
    assertThat(
            contract.faults(
                "ReservationHistory", world.get(ApiWorld.HANNA, location + "/history").json()))
        .isEmpty();
    assertThat(contract.faults("Reservations", world.get(ApiWorld.HANNA, PATH + "?limit=1").json()))
        .isEmpty();
  }
}
