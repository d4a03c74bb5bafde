package io.fallow.scheduler.api.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.contract.ContractAnswers;
import io.fallow.scheduler.membership.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsIT {

  private static final String EVENTS = "/api/v1/events";
  private static final String CONFIRMED = "reservation.confirmed";
  private static final String CANCELLED = "reservation.cancelled";

  @TempDir Path folder;
  private ApiWorld world;
  private Happenings happenings;

  @BeforeEach
  void open() {
    world = new ApiWorld(folder);
    happenings = new Happenings(world);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void notes(SseClient client, String... expected) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(client.notes()).containsExactly(expected));
  }

  @Test
  void pagesTellWhatHappenedToOneselfInOrderAndContinue() throws Exception {
    happenings.tell("lakeside", CONFIRMED, Optional.of("lakeside.mri-1"), "a");
    happenings.tell("harbor-clinic", CONFIRMED, "not yours");
    happenings.tell("lakeside", CANCELLED, Optional.of("lakeside.ct-1"), "b");
    happenings.tell("lakeside", CONFIRMED, "c");
    Reply first = world.get(ApiWorld.LENA, EVENTS + "?limit=2");
    assertThat(notes(first)).containsExactly("a", "b");
    assertThat(first.json().getBoolean("more")).isTrue();
    ContractAnswers contract =
        new ContractAnswers(world.send(world.request("/openapi.json")).json());
    assertThat(contract.faults("Events", first.json())).isEmpty();
    JsonObject a = first.list("events").get(0);
    assertThat(contract.faults("Event", a)).isEmpty();
    assertThat(a.getString("asset")).isEqualTo("lakeside.mri-1");
    assertThat(a.getString("timestamp")).isEqualTo("2026-11-18T10:00:00.000000Z");
    Reply second = world.get(ApiWorld.LENA, EVENTS + "?after=" + first.json().getString("next"));
    assertThat(notes(second)).containsExactly("c");
    assertThat(second.json().getBoolean("more")).isFalse();
    Reply end = world.get(ApiWorld.LENA, EVENTS + "?after=" + second.json().getString("next"));
    assertThat(end.list("events")).isEmpty();
    assertThat(end.json().getString("next")).isEqualTo(second.json().getString("next"));
    assertThat(notes(world.get(ApiWorld.LENA, EVENTS + "?asset=lakeside.ct-1")))
        .containsExactly("b");
    assertThat(notes(world.get(ApiWorld.LENA, EVENTS + "?type=" + CONFIRMED)))
        .containsExactly("a", "c");
    assertThat(notes(world.get(ApiWorld.HANNA, EVENTS))).containsExactly("not yours");
  }

  @Test
  void aBookingIsToldToItsBookerAndToTheOwnerAndToNobodyElse() throws Exception {
    String booking =
        """
        {"asset": "lakeside.mri-1",
         "start": "2026-11-18T18:00:00Z", "end": "2026-11-18T20:00:00Z"}
        """;
    try (SseClient owner = SseClient.open(world.as(ApiWorld.LENA, EVENTS))) {
      Reply booked = world.post(ApiWorld.HANNA, "/api/v1/reservations", booking);
      assertThat(booked.status()).as(booked.text()).isEqualTo(201);
      String id = booked.json().getString("id");
      await().atMost(Duration.ofSeconds(20)).until(() -> owner.events().size() == 1);
      assertThat(owner.events().get(0).event()).isEqualTo(CONFIRMED);
      assertThat(owner.events().get(0).data().getString("reservation")).isEqualTo(id);
      List<JsonObject> bookers = world.get(ApiWorld.HANNA, EVENTS).list("events");
      assertThat(bookers).extracting(each -> each.getString("type")).containsExactly(CONFIRMED);
      assertThat(bookers.get(0).getString("asset")).isEqualTo("lakeside.mri-1");
      Caller stranger = new Caller("jo", "Jo", "forge");
      assertThat(world.get(stranger, EVENTS).list("events")).isEmpty();
    }
  }

  @Test
  void whoHoldsAnAssetIsToldUntilWhen() throws Exception {
    String hold =
        """
        {"asset": "lakeside.mri-1", "hold": true,
         "start": "2026-11-18T18:00:00Z", "end": "2026-11-18T20:00:00Z"}
        """;
    Reply held = world.post(ApiWorld.HANNA, "/api/v1/reservations", hold);
    JsonObject told = world.get(ApiWorld.HANNA, EVENTS).list("events").get(0);
    assertThat(told.getString("type")).isEqualTo("reservation.held");
    assertThat(told.getJsonObject("data").getString("expiresAt"))
        .isEqualTo(held.json().getString("expiresAt"))
        .isNotNull();
  }

  private static List<String> notes(Reply reply) {
    return reply.list("events").stream()
        .map(event -> event.getJsonObject("data").getString("note"))
        .toList();
  }

  @Test
  void everyFaultOfAQuestionIsNamed() throws Exception {
    Reply reply =
        world.get(ApiWorld.LENA, EVENTS + "?after=yesterday&type=nothing&asset=mri&limit=0&x=1");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errors())
        .containsExactlyInAnyOrder(
            "query/after/format",
            "query/type/choice",
            "query/asset/format",
            "query/limit/range",
            "query/x/unknown");
  }

  @Test
  void aStreamTellsWhatHappensFromNowOnToItsOrganisation() throws Exception {
    happenings.tell("lakeside", CONFIRMED, "before");
    try (SseClient client =
        SseClient.open(world.as(ApiWorld.LENA, EVENTS).header("Accept-Encoding", "gzip"))) {
      assertThat(client.status()).isEqualTo(200);
      assertThat(client.header("Content-Type")).startsWith("text/event-stream");
      happenings.tell("lakeside", CONFIRMED, "one");
      happenings.tell("harbor-clinic", CONFIRMED, "not yours");
      happenings.tell("lakeside", CANCELLED, "two");
      notes(client, "one", "two");
      assertThat(client.events())
          .extracting(SseClient.Received::event)
          .containsExactly(CONFIRMED, CANCELLED);
      assertThat(client.events().get(0).data().getString("id"))
          .isEqualTo(client.events().get(0).id());
    }
  }

  @Test
  void aStreamTakesOnlyTheKindsAndAssetsThatItAskedFor() throws Exception {
    String wish = EVENTS + "?type=" + CONFIRMED + "&asset=lakeside.mri-1&after=0-0";
    happenings.tell("lakeside", CONFIRMED, Optional.of("lakeside.mri-1"), "old");
    happenings.tell("lakeside", CANCELLED, Optional.of("lakeside.mri-1"), "other kind");
    try (SseClient client = SseClient.open(world.as(ApiWorld.LENA, wish))) {
      notes(client, "old");
      happenings.tell("lakeside", CONFIRMED, Optional.of("lakeside.ct-1"), "other asset");
      happenings.tell("lakeside", CANCELLED, Optional.of("lakeside.mri-1"), "other kind again");
      happenings.tell("lakeside", CONFIRMED, Optional.of("lakeside.mri-1"), "new");
      notes(client, "old", "new");
    }
  }

  @Test
  void whoComesBackGetsEachEventOnceWhereverTheStreamBroke() throws Exception {
    List<String> expected = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    String last = "0-0";
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 230; i++) { // more than is read at once
        happenings.tell("lakeside", CONFIRMED, round + "/" + i);
        expected.add(round + "/" + i);
      }
      int stop = seen.size() + 150 + round;
      try (SseClient client =
          SseClient.open(world.as(ApiWorld.LENA, EVENTS).header("Last-Event-ID", last))) {
        await().until(() -> client.events().size() >= stop - seen.size());
        List<SseClient.Received> kept = List.copyOf(client.events()).subList(0, stop - seen.size());
        kept.forEach(each -> seen.add(each.data().getJsonObject("data").getString("note")));
        last = kept.get(kept.size() - 1).id();
      }
    }
    try (SseClient client = SseClient.open(world.as(ApiWorld.LENA, EVENTS + "?after=" + last))) {
      await().until(() -> client.events().size() >= expected.size() - seen.size());
      seen.addAll(client.notes());
    }
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void aStreamEndsWhenItsTokenExpires() throws Exception {
    try (SseClient client = SseClient.open(world.as(ApiWorld.LENA, EVENTS))) {
      world.clock.forward(Duration.ofMinutes(59));
      happenings.tell("lakeside", CONFIRMED, "still");
      notes(client, "still");
      world.clock.forward(Duration.ofMinutes(1));
      await().until(client::hasEnded);
      assertThat(client.comments()).contains(": the token has expired");
    }
    assertThat(world.get(ApiWorld.LENA, EVENTS).status()).isEqualTo(200);
  }

  @Test
  void aStreamEndsOnceItsReaderIsNoMemberAnyMore() throws Exception {
    Caller bo = world.member(new Caller("bo", "Bo Booker", "lakeside"), Role.BOOKER);
    try (SseClient staying = SseClient.open(world.as(ApiWorld.LENA, EVENTS));
        SseClient removed = SseClient.open(world.as(bo, EVENTS))) {
      happenings.tell("lakeside", CONFIRMED, "before");
      notes(staying, "before");
      notes(removed, "before");
      Reply reply = world.send(world.as(ApiWorld.LENA, "/api/v1/members/bo").DELETE());
      assertThat(reply.status()).isEqualTo(204);
      await().atMost(Duration.ofSeconds(20)).until(removed::hasEnded);
      assertThat(removed.comments()).contains(": it may not be read any more");
      happenings.tell("lakeside", CONFIRMED, "after");
      notes(staying, "before", "after");
      notes(removed, "before");
    }
  }

  @Test
  void aStreamEndsOnceItsKeyIsRevoked() throws Exception {
    JsonObject key =
        world
            .post(
                ApiWorld.LENA,
                "/api/v1/keys",
                new JsonObject()
                    .put("name", "a listener")
                    .put("scopes", new JsonArray().add("events:read"))
                    .put("expiresAt", world.clock.instant().plus(Duration.ofDays(9)).toString())
                    .encode())
            .json();
    HttpRequest.Builder asKey =
        world.request(EVENTS).header("Authorization", "Bearer " + key.getString("secret"));
    try (SseClient client = SseClient.open(asKey)) {
      happenings.tell("lakeside", CONFIRMED, "before");
      notes(client, "before");
      world.send(world.as(ApiWorld.LENA, "/api/v1/keys/" + key.getString("id")).DELETE());
      await().atMost(Duration.ofSeconds(20)).until(client::hasEnded);
    }
  }

  @Test
  void aStreamOutlivesItsDatabaseAndGoesOnWhereItWas() throws Exception {
    try (SseClient client = SseClient.open(world.as(ApiWorld.LENA, EVENTS))) {
      happenings.tell("lakeside", CONFIRMED, "before");
      notes(client, "before");
      world.server.stopServer();
      await().pollDelay(Duration.ofSeconds(1)).until(() -> !client.hasEnded());
      world.server.startServer();
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .until(
              () -> {
                happenings.tell("lakeside", CONFIRMED, "after");
                return true;
              });
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(client.notes()).startsWith("before", "after"));
      assertThat(client.hasEnded()).isFalse();
    }
  }

  @Test
  void anOrganisationHasFiftyStreamsAtMost() throws Exception {
    List<SseClient> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(SseClient.open(world.as(ApiWorld.LENA, EVENTS)));
    }
    SseClient tooMany = SseClient.open(world.as(ApiWorld.LENA, EVENTS));
    assertThat(tooMany.status()).isEqualTo(503);
    assertThat(tooMany.header("Retry-After")).isNotEmpty();
    try (SseClient other = SseClient.open(world.as(ApiWorld.HANNA, EVENTS))) {
      assertThat(other.status()).isEqualTo(200);
    }
    clients.get(0).close();
    await()
        .untilAsserted(
            () -> {
              try (SseClient again = SseClient.open(world.as(ApiWorld.LENA, EVENTS))) {
                assertThat(again.status()).isEqualTo(200);
              }
            });
    for (SseClient each : clients) {
      each.close();
    }
  }
}
