package io.fallow.scheduler.api.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.scheduler.api.ApiServer;
import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.api.Reply;
import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.contract.ContractAnswers;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhooksIT {

  private static final String WEBHOOKS = "/api/v1/webhooks";
  private static final String CONFIRMED = "reservation.confirmed";

  @TempDir Path folder;
  private final Receiver receiver = new Receiver();
  private ApiWorld world;
  private Happenings happenings;
  private ContractAnswers contract;

  @BeforeEach
  void open() throws Exception {
    world = new ApiWorld(folder);
    world.clock.forward(Duration.between(world.clock.instant(), Instant.now())); // signed with it
    happenings = new Happenings(world);
    contract = new ContractAnswers(world.send(world.request("/openapi.json")).json());
  }

  @AfterEach
  void close() {
    world.close();
    receiver.close();
  }

  private JsonObject created(String more) throws Exception {
    String body = "{\"url\": \"" + receiver.url() + "\"" + more + "}";
    Reply reply = world.post(ApiWorld.LENA, WEBHOOKS, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    assertThat(contract.faults("Webhook", reply.json())).isEmpty();
    assertThat(reply.header("Location")).isEqualTo(WEBHOOKS + "/" + reply.json().getString("id"));
    return reply.json();
  }

  private Reply send(Caller caller, String method, String path, String body) throws Exception {
    return world.send(
        world
            .as(caller, path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  private List<JsonObject> deliveries(JsonObject webhook) throws Exception {
    Reply reply =
        world.get(ApiWorld.LENA, WEBHOOKS + "/" + webhook.getString("id") + "/deliveries");
    assertThat(contract.faults("Deliveries", reply.json())).isEmpty();
    reply
        .list("deliveries")
        .forEach(each -> assertThat(contract.faults("Delivery", each)).isEmpty());
    return reply.list("deliveries");
  }

  private void delivered(JsonObject webhook, String... statuses) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(deliveries(webhook))
                    .extracting(each -> each.getString("status"))
                    .containsExactly(statuses));
  }

  @Test
  void whatHappensArrivesSignedAndIsNotedAsDelivered() throws Exception {
    JsonObject webhook = created(", \"types\": [\"reservation.confirmed\"]");
    happenings.tell("lakeside", "reservation.cancelled", "not wanted");
    happenings.tell("harbor-clinic", CONFIRMED, "not yours");
    happenings.tell("lakeside", CONFIRMED, "one");
    delivered(webhook, "DELIVERED");
    assertThat(receiver.received()).hasSize(1);
    Receiver.Received message = receiver.received().get(0);
    assertThat(message.isSignedWith(webhook.getString("secret"))).isTrue();
    assertThat(message.isSignedWith("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isFalse();
    assertThat(message.headers().get("content-type")).containsExactly("application/json");
    assertThat(message.json().getString("type")).isEqualTo(CONFIRMED);
    assertThat(message.json().getJsonObject("data").getString("note")).isEqualTo("one");
    JsonObject delivery = deliveries(webhook).get(0);
    assertThat(delivery.getString("messageId")).isEqualTo(message.id());
    assertThat(delivery.getInteger("responseStatus")).isEqualTo(200);
    assertThat(delivery.getString("responseText")).isEqualTo("thanks");
    assertThat(delivery.getJsonObject("message")).isEqualTo(message.json());
  }

  @Test
  void whatFailsIsSentAgainUnderTheSameIdUntilItArrives() throws Exception {
    JsonObject webhook = created("");
    receiver.answers(request -> request.response().setStatusCode(500).end("no\u0000pe"));
    happenings.tell("lakeside", CONFIRMED, "one");
    await()
        .untilAsserted(
            () ->
                assertThat(deliveries(webhook))
                    .extracting(each -> each.getInteger("attempts"))
                    .containsExactly(1));
    JsonObject waiting = deliveries(webhook).get(0);
    assertThat(waiting.getString("status")).isEqualTo("PENDING");
    assertThat(waiting.getInteger("responseStatus")).isEqualTo(500);
    assertThat(waiting.getString("responseText")).isEqualTo("nope");
    receiver.answers(request -> request.response().end());
    world.clock.forward(Duration.ofSeconds(7));
    delivered(webhook, "DELIVERED");
    assertThat(receiver.received()).hasSize(2);
    assertThat(receiver.received().get(1).id()).isEqualTo(receiver.received().get(0).id());
    assertThat(receiver.received().get(1).isSignedWith(webhook.getString("secret"))).isTrue();
  }

  @Test
  void whenASenderDiesBetweenSendingAndNotingAnotherSendsTheSameIdAgain() throws Exception {
    JsonObject webhook = created("");
    receiver.answers(request -> {}); // it has it, and the sender never learns
    happenings.tell("lakeside", CONFIRMED, "one");
    await().until(() -> receiver.received().size() == 1);
    world.stopApi();
    receiver.answers(request -> request.response().end());
    ApiServer another = world.server(0, 256);
    ApiWorld.settled(another.start());
    await().pollDelay(Duration.ofSeconds(2)).until(() -> receiver.received().size() == 1);
    world.clock.forward(Duration.ofSeconds(61));
    await().until(() -> receiver.received().size() == 2);
    assertThat(receiver.received().get(1).id()).isEqualTo(receiver.received().get(0).id());
    assertThat(receiver.received().get(1).body()).isEqualTo(receiver.received().get(0).body());
    await()
        .until(
            () ->
                world.count(
                        "SELECT count(*) FROM webhook_delivery WHERE status = 'DELIVERED' AND webhook_id = ?",
                        UUID.fromString(webhook.getString("id")))
                    == 1);
    ApiWorld.settled(another.close());
  }

  @Test
  void aWebhookIsTestedRotatedAndItsMessagesAreSentAgain() throws Exception {
    JsonObject webhook = created("");
    String place = WEBHOOKS + "/" + webhook.getString("id");
    Reply rotated = send(ApiWorld.LENA, "POST", place + "/secret", "");
    assertThat(rotated.status()).isEqualTo(200);
    assertThat(contract.faults("Webhook", rotated.json())).isEmpty();
    Reply test = send(ApiWorld.LENA, "POST", place + "/test", "");
    assertThat(test.status()).isEqualTo(200);
    assertThat(contract.faults("Delivery", test.json())).isEmpty();
    delivered(webhook, "DELIVERED");
    Receiver.Received message = receiver.received().get(0);
    assertThat(message.json().getString("type")).isEqualTo("webhook.test");
    assertThat(message.isSignedWith(webhook.getString("secret"))).isTrue();
    assertThat(message.isSignedWith(rotated.json().getString("secret"))).isTrue();
    String redeliver = place + "/deliveries/" + test.json().getLong("id") + "/redeliver";
    assertThat(send(ApiWorld.LENA, "POST", redeliver, "").status()).isEqualTo(200);
    await().until(() -> receiver.received().size() == 2);
    assertThat(receiver.received().get(1).id()).isEqualTo(message.id());
    Reply unknown = send(ApiWorld.LENA, "POST", place + "/deliveries/999999/redeliver", "");
    assertThat(unknown.code()).isEqualTo("delivery-not-found");
  }

  @Test
  void aWebhookIsChangedSwitchedOffAndDeleted() throws Exception {
    JsonObject webhook = created(", \"description\": \"the ward's board\"");
    String place = WEBHOOKS + "/" + webhook.getString("id");
    Reply changed =
        send(
            ApiWorld.LENA,
            "PATCH",
            place,
            "{\"types\": [\"wait-list.offered\"], \"enabled\": false}");
    assertThat(contract.faults("Webhook", changed.json())).isEmpty();
    assertThat(changed.json().getBoolean("enabled")).isFalse();
    assertThat(changed.json().getString("description")).isEqualTo("the ward's board");
    Reply got = world.get(ApiWorld.LENA, place);
    assertThat(got.json()).isEqualTo(changed.json());
    assertThat(got.json().containsKey("secret")).isFalse();
    Reply list = world.get(ApiWorld.LENA, WEBHOOKS);
    assertThat(contract.faults("Webhooks", list.json())).isEmpty();
    assertThat(list.list("webhooks")).containsExactly(got.json());
    assertThat(send(ApiWorld.LENA, "POST", place + "/test", "").code())
        .isEqualTo("webhook-disabled");
    assertThat(send(ApiWorld.LENA, "DELETE", place, "").status()).isEqualTo(204);
    assertThat(world.get(ApiWorld.LENA, place).code()).isEqualTo("webhook-not-found");
  }

  @Test
  void nobodySeesOrTouchesTheWebhooksOfOthers() throws Exception {
    JsonObject webhook = created("");
    String place = WEBHOOKS + "/" + webhook.getString("id");
    assertThat(world.get(ApiWorld.HANNA, WEBHOOKS).list("webhooks")).isEmpty();
    assertThat(world.get(ApiWorld.HANNA, place).status()).isEqualTo(404);
    assertThat(world.get(ApiWorld.HANNA, place + "/deliveries").status()).isEqualTo(404);
    for (String action : List.of("/secret", "/test", "/deliveries/1/redeliver")) {
      assertThat(send(ApiWorld.HANNA, "POST", place + action, "").status()).isEqualTo(404);
    }
    assertThat(send(ApiWorld.HANNA, "PATCH", place, "{\"enabled\": false}").status())
        .isEqualTo(404);
    assertThat(send(ApiWorld.HANNA, "DELETE", place, "").status()).isEqualTo(404);
    assertThat(world.get(ApiWorld.LENA, place).json().getBoolean("enabled")).isTrue();
  }

  @Test
  void everyFaultOfAWebhookIsNamed() throws Exception {
    Reply reply =
        world.post(
            ApiWorld.LENA,
            WEBHOOKS,
            "{\"url\": \"ftp://example.org\", \"types\": [\"nothing\"], \"secret\": \"mine\"}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errors())
        .containsExactlyInAnyOrder("body/url/format", "body/types/choice", "body/secret/unknown");
  }
}
