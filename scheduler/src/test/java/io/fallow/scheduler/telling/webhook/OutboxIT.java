package io.fallow.scheduler.telling.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.EventFilter;
import io.fallow.scheduler.telling.EventId;
import io.fallow.scheduler.telling.EventLog;
import io.fallow.scheduler.telling.Events;
import io.fallow.scheduler.telling.webhook.Webhook.Change;
import io.fallow.scheduler.telling.webhook.Webhook.WithSecret;
import io.fallow.telemetry.registry.Organisation;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxIT {

  private static final Attempt FINE = new Attempt.Answered(200, "ok", Optional.empty());
  private static final Attempt DOWN = new Attempt.Failed("connection refused");
  private static final String CONFIRMED = "reservation.confirmed";
  private static final String CANCELLED = "reservation.cancelled";

  private final DomainWorld world = new DomainWorld();
  private final Webhooks webhooks = new Webhooks(world.database);
  private final Deliveries deliveries = new Deliveries(world.database);
  private final Outbox outbox = new Outbox(world.database);
  private Instant now = DomainWorld.NOW;

  @AfterEach
  void close() {
    world.close();
  }

  private Webhook webhook(Organisation organisation, String... kinds) {
    return webhooks
        .create(
            organisation.id(),
            "lena",
            Destination.parse("https://example.org/hook", false),
            Set.of(kinds),
            "",
            now)
        .orElseThrow()
        .webhook();
  }

  private void tell(Organisation organisation, String kind, String note) {
    Event event =
        new Event(
            now,
            organisation.id(),
            kind,
            Optional.empty(),
            Optional.empty(),
            JsonNodeFactory.instance.objectNode().put("note", note));
    world.database.inTransaction(
        connection -> {
          Events.tell(connection, event);
          return event;
        });
  }

  private List<Outgoing> claim() {
    return outbox.claim(10, now);
  }

  private Outgoing claimOne() {
    List<Outgoing> claimed = claim();
    assertThat(claimed).hasSize(1);
    return claimed.get(0);
  }

  private Delivery delivery(Webhook webhook) {
    return all(webhook).get(0);
  }

  private List<Delivery> all(Webhook webhook) {
    return deliveries.latest(
        world.lakeside.id(), webhook.id(), Optional.empty(), Long.MAX_VALUE, 100);
  }

  private Webhook again(Webhook webhook) {
    return webhooks.find(world.lakeside.id(), webhook.id()).orElseThrow();
  }

  @Test
  void anEventGoesToEachWebhookOfItsOrganisationThatWantsIt() {
    tell(world.lakeside, CONFIRMED, "before there were any");
    Webhook everything = webhook(world.lakeside);
    Webhook cancellations = webhook(world.lakeside, CANCELLED);
    webhook(world.harbor);
    tell(world.lakeside, CONFIRMED, "one");
    List<Outgoing> first = claim();
    assertThat(first).extracting(Outgoing::webhook).containsExactly(everything.id());
    assertThat(first.get(0).message().body())
        .contains("\"type\": \"reservation.confirmed\"")
        .contains("\"note\": \"one\"")
        .contains("\"timestamp\": \"2026-11-23T08:00:00.000000Z\"");
    outbox.finish(first.get(0), FINE, now);
    tell(world.lakeside, CANCELLED, "two");
    assertThat(claim())
        .extracting(Outgoing::webhook)
        .containsExactlyInAnyOrder(everything.id(), cancellations.id());
    assertThat(all(everything)).extracting(Delivery::kind).containsExactly(CANCELLED, CONFIRMED);
  }

  @Test
  void manyProcessesMakeOneMessageOfAnEventAndSendToAWebhookOneAtATimeInOrder() throws Exception {
    Webhook webhook = webhook(world.lakeside);
    int events = 40;
    for (int i = 0; i < events; i++) {
      tell(world.lakeside, CONFIRMED, "no. " + i);
    }
    List<Long> sent = new ArrayList<>();
    ExecutorService processes = Executors.newFixedThreadPool(6);
    while (sent.size() < events) {
      List<Callable<List<Outgoing>>> claims = List.of(this::claim, this::claim, this::claim);
      List<Outgoing> claimed = new ArrayList<>();
      for (Future<List<Outgoing>> each : processes.invokeAll(claims)) {
        claimed.addAll(each.get());
      }
      assertThat(claimed).hasSizeLessThanOrEqualTo(1);
      for (Outgoing each : claimed) {
        sent.add(each.delivery());
        outbox.finish(each, FINE, now);
      }
    }
    processes.shutdown();
    assertThat(sent).isSorted().doesNotHaveDuplicates();
    assertThat(all(webhook)).hasSize(events);
    assertThat(claim()).isEmpty();
  }

  @Test
  void whenAProcessDiesBetweenSendingAndNotingTheSameMessageIsSentAgain() {
    Webhook webhook = webhook(world.lakeside);
    tell(world.lakeside, CONFIRMED, "one");
    Outgoing lost = claimOne();
    now = now.plus(Outbox.CLAIMED).minusMillis(1);
    assertThat(claim()).isEmpty();
    now = now.plusMillis(1);
    Outgoing again = claimOne();
    assertThat(again.message()).isEqualTo(lost.message());
    assertThat(again.claim()).isNotEqualTo(lost.claim());
    outbox.finish(lost, DOWN, now); // it lives after all: too late to speak of failure
    assertThat(delivery(webhook).attempts()).isZero();
    assertThat(claim()).isEmpty();
    outbox.finish(again, FINE, now);
    assertThat(delivery(webhook).status()).isEqualTo(Delivery.Status.DELIVERED);
    assertThat(delivery(webhook).attempts()).isEqualTo(1);
  }

  @Test
  void aMessageThatFailedStepsAsideForTheNextAndIsSentAgainLater() {
    Webhook webhook = webhook(world.lakeside);
    tell(world.lakeside, CONFIRMED, "one");
    tell(world.lakeside, CONFIRMED, "two");
    Outgoing one = claimOne();
    outbox.finish(one, new Attempt.Answered(500, "oops", Optional.empty()), now);
    assertThat(claim()).as("the receiver rests").isEmpty();
    now = now.plusMillis(5_000);
    Outgoing two = claimOne();
    assertThat(two.delivery()).isGreaterThan(one.delivery());
    outbox.finish(two, FINE, now);
    now = now.plusSeconds(2);
    Outgoing oneAgain = claimOne();
    assertThat(oneAgain.message()).isEqualTo(one.message());
    assertThat(again(webhook).failingSince()).isEmpty();
    Delivery delivery = all(webhook).get(1);
    assertThat(delivery.responseStatus()).hasValue(500);
    assertThat(delivery.responseText()).contains("oops");
    assertThat(delivery.nextAttempt()).isPresent();
  }

  @Test
  void aReceiverThatAsksForTimeGetsIt() {
    Webhook webhook = webhook(world.lakeside);
    tell(world.lakeside, CONFIRMED, "one");
    Duration wish = Duration.ofMinutes(10);
    outbox.finish(claimOne(), new Attempt.Answered(429, "", Optional.of(wish)), now);
    tell(world.lakeside, CONFIRMED, "two");
    now = now.plus(wish);
    assertThat(claim()).isEmpty();
    now = now.plusSeconds(10);
    assertThat(claim()).hasSize(1);
    assertThat(all(webhook).get(1).nextAttempt().orElseThrow()).isAfter(DomainWorld.NOW.plus(wish));
  }

  @Test
  void afterDaysOfFailureTheWebhookIsDisabledAndItsOrganisationTold() {
    Webhook webhook = webhook(world.lakeside);
    tell(world.lakeside, CONFIRMED, "one");
    for (int attempt = 1; attempt <= 10; attempt++) {
      outbox.finish(claimOne(), DOWN, now);
      assertThat(again(webhook).disabled().isPresent()).isEqualTo(attempt == 10);
      now = delivery(webhook).nextAttempt().orElse(now).plus(Duration.ofMinutes(1));
    }
    assertThat(Duration.between(DomainWorld.NOW, now)).isGreaterThan(Duration.ofDays(3));
    assertThat(delivery(webhook).status()).isEqualTo(Delivery.Status.FAILED);
    assertThat(delivery(webhook).responseText()).contains("connection refused");
    assertThat(again(webhook).disabled().orElseThrow().reason())
        .isEqualTo("nothing has got through since 2026-11-23T08:00:00Z");
    assertThat(told()).containsExactly(CONFIRMED, "webhook.disabled");
    tell(world.lakeside, CONFIRMED, "while disabled");
    assertThat(claim()).isEmpty();
    assertThat(all(webhook)).hasSize(1);
  }

  private List<String> told() {
    EventFilter all = new EventFilter(Set.of(), Set.of());
    return new EventLog(world.database)
        .after(EventId.beginning(), Optional.empty(), world.lakeside.id(), all, 100).stream()
            .map(event -> event.kind())
            .toList();
  }

  @Test
  void aMessageThatIsGivenUpDisablesNothingWhereOthersGetThrough() {
    Webhook webhook = webhook(world.lakeside);
    tell(world.lakeside, CONFIRMED, "poison");
    for (int attempt = 1; attempt <= 10; attempt++) {
      outbox.finish(claimOne(), DOWN, now);
      now = now.plus(Duration.ofHours(30));
      if (attempt == 4) {
        tell(world.lakeside, CONFIRMED, "fine");
        Outgoing poison = claimOne();
        outbox.finish(poison, DOWN, now);
        now = now.plus(Duration.ofMinutes(2));
        outbox.finish(claimOne(), FINE, now);
        now = now.plus(Duration.ofHours(30));
        attempt++;
      }
    }
    assertThat(all(webhook).get(1).status()).isEqualTo(Delivery.Status.FAILED);
    assertThat(again(webhook).disabled()).isEmpty();
  }

  @Test
  void aReceiverThatIsGoneForGoodDisablesItsWebhookAtOnce() {
    Webhook webhook = webhook(world.lakeside);
    tell(world.lakeside, CONFIRMED, "one");
    outbox.finish(claimOne(), new Attempt.Answered(410, "", Optional.empty()), now);
    assertThat(again(webhook).disabled()).isPresent();
    assertThat(told()).contains("webhook.disabled");
    change(webhook, true);
    tell(world.lakeside, CONFIRMED, "two");
    assertThat(claim()).hasSize(1);
  }

  private void change(Webhook webhook, boolean enabled) {
    webhooks.change(
        world.lakeside.id(),
        webhook.id(),
        new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(enabled)),
        now);
  }

  @Test
  void whatWaitsWhenAWebhookIsSwitchedOffGoesOutWhenItIsSwitchedOn() {
    Webhook webhook = webhook(world.lakeside);
    tell(world.lakeside, CONFIRMED, "one");
    outbox.finish(claimOne(), DOWN, now);
    change(webhook, false);
    now = now.plus(Duration.ofHours(1));
    assertThat(claim()).isEmpty();
    change(webhook, true);
    assertThat(claim()).hasSize(1);
  }

  @Test
  void aMessageThatArrivedCanBeSentAgainUnderItsOldId() {
    Webhook webhook = webhook(world.lakeside);
    tell(world.lakeside, CONFIRMED, "one");
    Outgoing first = claimOne();
    outbox.finish(first, FINE, now);
    assertThat(redeliver(world.harbor, webhook, first)).isEmpty();
    assertThat(redeliver(world.lakeside, webhook, first)).isPresent();
    assertThat(claimOne().message()).isEqualTo(first.message());
  }

  private Optional<Delivery> redeliver(Organisation by, Webhook webhook, Outgoing sent) {
    return deliveries.again(by.id(), webhook.id(), sent.delivery(), now);
  }

  @Test
  void secretsAreSealedInTheDatabaseFromTheFirstStartWithAKey() {
    Webhook before = webhook(world.lakeside);
    WithSecret plain = webhooks.rotate(world.lakeside.id(), before.id(), now).orElseThrow();
    SecretBox box = SecretBox.of(Base64.getEncoder().encodeToString(new byte[32]));
    Webhooks sealing = new Webhooks(world.database, box);
    sealing.seal();
    sealing.seal();
    assertThat(stored()).hasSize(2).allMatch(text -> text.startsWith("sealed:"));
    tell(world.lakeside, CONFIRMED, "sealed");
    assertThat(new Outbox(world.database, box).claim(10, now))
        .singleElement()
        .satisfies(sent -> assertThat(sent.secrets()).hasSize(2).startsWith(plain.secret()));
    assertThatIllegalStateException()
        .isThrownBy(() -> outbox.claim(10, now.plus(Outbox.CLAIMED)))
        .withMessageContaining(before.id().toString());
  }

  private List<String> stored() {
    return world.database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("SELECT secret, old_secret FROM webhook")) {
            row.next();
            return List.of(row.getString(1), row.getString(2));
          }
        });
  }

  @Test
  void aNewSecretSignsBesideTheOldOneForADay() {
    Webhook webhook = webhook(world.lakeside);
    WithSecret rotated = webhooks.rotate(world.lakeside.id(), webhook.id(), now).orElseThrow();
    assertThat(webhooks.rotate(world.harbor.id(), webhook.id(), now)).isEmpty();
    deliveries.test(world.lakeside.id(), webhook.id(), now);
    Outgoing outgoing = claimOne();
    assertThat(outgoing.secrets()).hasSize(2).startsWith(rotated.secret());
    outbox.finish(outgoing, FINE, now);
    now = now.plus(Webhooks.OVERLAP);
    deliveries.test(world.lakeside.id(), webhook.id(), now);
    assertThat(claimOne().secrets()).containsExactly(rotated.secret());
  }

  @Test
  void anOrganisationHasTwentyAtMostAndDeletesOnlyItsOwn() {
    List<Webhook> made = new ArrayList<>();
    for (int i = 0; i < Webhooks.MOST; i++) {
      made.add(webhook(world.lakeside));
    }
    assertThat(
            webhooks.create(
                world.lakeside.id(),
                "lena",
                Destination.parse("https://example.org/", false),
                Set.of(),
                "",
                now))
        .isEmpty();
    UUID id = made.get(0).id();
    assertThat(webhooks.delete(world.harbor.id(), id)).isFalse();
    assertThat(webhooks.delete(world.lakeside.id(), id)).isTrue();
    assertThat(webhooks.delete(world.lakeside.id(), id)).isFalse();
    webhook(world.lakeside);
  }

  @Test
  void messagesAreForgottenAfterThirtyDays() {
    Webhook webhook = webhook(world.lakeside);
    tell(world.lakeside, CONFIRMED, "one");
    outbox.finish(claimOne(), FINE, now);
    now = now.plus(Deliveries.KEPT);
    assertThat(deliveries.sweep(now)).isZero();
    assertThat(deliveries.sweep(now.plusSeconds(1))).isEqualTo(1);
    assertThat(all(webhook)).isEmpty();
  }
}
