package io.fallow.scheduler.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservationsIT {

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

  private static String wish(String start, String end, String more) {
    return """
    {"asset": "lakeside.mri-1", "start": "2026-11-18T%s:00Z", "end": "2026-11-18T%s:00Z"%s}
    """
        .formatted(start, end, more);
  }

  @Test
  void booksAWindowAndFindsItAgain() throws Exception {
    Reply booked =
        world.post(ApiWorld.HANNA, PATH, wish("18:00", "20:00", ", \"purpose\": \"Knee\""));
    assertThat(booked.status()).isEqualTo(201);
    JsonObject reservation = booked.json();
    assertThat(reservation.getString("status")).isEqualTo("CONFIRMED");
    assertThat(reservation.getString("bookedBy")).isEqualTo("hanna");
    assertThat(reservation.getString("purpose")).isEqualTo("Knee");
    Reply found = world.get(ApiWorld.HANNA, booked.header("Location"));
    assertThat(found.json()).isEqualTo(reservation);
    assertThat(world.get(ApiWorld.HANNA, PATH).list("reservations")).containsExactly(reservation);
  }

  @Test
  void whatIsAnsweredIsWhatIsReadHoweverFineATimeIsGiven() throws Exception {
    String times =
        """
        {"asset": "lakeside.mri-1", "start": "2026-11-18T18:00:00.123456789Z",
         "end": "2026-11-18T19:59:59.999999999Z"}
        """;
    Reply booked = world.post(ApiWorld.HANNA, PATH, times);
    assertThat(booked.status()).isEqualTo(201);
    Reply found = world.get(ApiWorld.HANNA, booked.header("Location"));
    assertThat(found.json()).isEqualTo(booked.json());
  }

  @Test
  void holdsConfirmsAndCancels() throws Exception {
    Reply held = world.post(ApiWorld.HANNA, PATH, wish("18:00", "20:00", ", \"hold\": true"));
    assertThat(held.json().getString("status")).isEqualTo("HELD");
    assertThat(held.json().getString("expiresAt")).isEqualTo("2026-11-18T10:10:00Z");
    String location = held.header("Location");
    Reply confirmed = world.post(ApiWorld.HANNA, location + "/confirm", "");
    assertThat(confirmed.status()).isEqualTo(200);
    assertThat(confirmed.json().getString("status")).isEqualTo("CONFIRMED");
    Reply cancelled = world.post(ApiWorld.HANNA, location + "/cancel", "");
    assertThat(cancelled.json().getString("status")).isEqualTo("CANCELLED");
    Reply again = world.post(ApiWorld.HANNA, location + "/confirm", "");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("wrong-state");
    assertThat(again.list("violations")).hasSize(1);
  }

  @Test
  void aHoldThatRanOutCantBeConfirmed() throws Exception {
    Reply held = world.post(ApiWorld.HANNA, PATH, wish("18:00", "20:00", ", \"hold\": true"));
    world.clock.forward(Duration.ofMinutes(11));
    Reply late = world.post(ApiWorld.HANNA, held.header("Location") + "/confirm", "");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.code()).isEqualTo("wrong-state");
    assertThat(world.post(ApiWorld.LENA, PATH, wish("18:00", "20:00", "")).status()).isEqualTo(201);
  }

  @Test
  void anOverlapIs409AndNamesOnlyWhatOneMayKnow() throws Exception {
    String id = world.post(ApiWorld.LENA, PATH, wish("18:00", "20:00", "")).json().getString("id");
    Reply refused = world.post(ApiWorld.HANNA, PATH, wish("19:00", "21:00", ""));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("overlap");
    assertThat(refused.text()).doesNotContain(id).doesNotContain("lena");
    Reply own = world.post(ApiWorld.LENA, PATH, wish("19:00", "21:00", ""));
    assertThat(own.code()).isEqualTo("overlap");
    assertThat(own.list("reservations")).extracting(r -> r.getString("id")).containsExactly(id);
  }

  @Test
  void namesAllBrokenRulesAtOnce() throws Exception {
    Reply refused = world.post(ApiWorld.HANNA, PATH, wish("12:00", "12:05", ""));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.code()).isEqualTo("refused");
    assertThat(refused.list("violations"))
        .extracting(violation -> violation.getString("code"))
        .containsExactly("too-short", "not-expected-idle");
  }

  @Test
  void anAssetThatIsNotSharedCantBeBooked() throws Exception {
    String wish = wish("18:00", "20:00", "").replace("lakeside.mri-1", "lakeside.ct-1");
    Reply reply = world.post(ApiWorld.HANNA, PATH, wish);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("asset-not-found");
  }

  @Test
  void namesEveryFaultOfABodyAtOnce() throws Exception {
    Reply reply =
        world.post(
            ApiWorld.HANNA,
            PATH + "?verbose=1",
            """
            {"asset": "mri", "start": "tomorrow", "hold": "yes", "purpose": null, "colour": "red"}
            """);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errors())
        .containsExactlyInAnyOrder(
            "query/verbose/unknown",
            "body/asset/format",
            "body/start/format",
            "body/end/missing",
            "body/hold/type",
            "body/purpose/type",
            "body/colour/unknown");
    Reply backwards = world.post(ApiWorld.HANNA, PATH, wish("20:00", "18:00", ""));
    assertThat(backwards.errors()).containsExactly("body/end/order");
  }

  @Test
  void tellsWhereABodyIsNoJson() throws Exception {
    for (String body :
        List.of("{\"asset\": }", "[]", "7", "{} {}", "{\"asset\":1,\"asset\":2}", "")) {
      Reply reply = world.post(ApiWorld.HANNA, PATH, body);
      assertThat(reply.status()).as(body).isEqualTo(400);
      assertThat(reply.errors()).as(body).hasSize(1);
      assertThat(reply.errors().get(0)).as(body).startsWith("body//");
    }
    Reply broken = world.post(ApiWorld.HANNA, PATH, "{\n \"asset\": }");
    assertThat(broken.list("errors").get(0).getString("message")).contains("line 2, column 1");
  }

  @Test
  void refusesBodiesOfAnotherKindOrTooLarge() throws Exception {
    Reply form =
        world.send(
            world
                .as(ApiWorld.HANNA, PATH)
                .header("Content-Type", "text/csv")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("a;b")));
    assertThat(form.status()).isEqualTo(415);
    assertThat(form.code()).isEqualTo("unsupported-media-type");
    Reply large = world.post(ApiWorld.HANNA, PATH, "{\"purpose\":\"" + "x".repeat(70_000) + "\"}");
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.code()).isEqualTo("too-large");
  }

  @Test
  void othersReservationsDoNotExist() throws Exception {
    UUID none = UUID.randomUUID();
    assertThat(world.get(ApiWorld.HANNA, PATH + "/" + none).code())
        .isEqualTo("reservation-not-found");
    assertThat(world.post(ApiWorld.HANNA, PATH + "/" + none + "/cancel", "").status())
        .isEqualTo(404);
    assertThat(world.get(ApiWorld.HANNA, PATH + "/7").errors()).containsExactly("path/id/format");
    String id = world.post(ApiWorld.LENA, PATH, wish("18:00", "20:00", "")).json().getString("id");
    assertThat(world.get(ApiWorld.HANNA, PATH + "/" + id).status()).isEqualTo(404);
    assertThat(world.post(ApiWorld.HANNA, PATH + "/" + id + "/cancel", "").status()).isEqualTo(404);
  }
}
