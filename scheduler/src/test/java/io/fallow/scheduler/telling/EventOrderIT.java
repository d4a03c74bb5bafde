package io.fallow.scheduler.telling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.telling.webhook.Attempt;
import io.fallow.scheduler.telling.webhook.Destination;
import io.fallow.scheduler.telling.webhook.Outbox;
import io.fallow.scheduler.telling.webhook.Outgoing;
import io.fallow.scheduler.telling.webhook.Webhooks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventOrderIT {

  private final DomainWorld world = new DomainWorld();
  private final EventLog log = new EventLog(world.database);
  private final Outbox outbox = new Outbox(world.database);

  @AfterEach
  void close() {
    world.close();
  }

  private void run(String sql) {
    world.database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  private void tell(Connection connection, String kind) throws SQLException {
    Events.tell(
        connection,
        new Event(
            DomainWorld.NOW,
            world.lakeside.id(),
            kind,
            Optional.empty(),
            Optional.empty(),
            JsonNodeFactory.instance.objectNode()));
  }

  private void tell(String kind) {
    world.database.inTransaction(
        connection -> {
          tell(connection, kind);
          return kind;
        });
  }

  private void webhook() {
    Webhooks webhooks = new Webhooks(world.database);
    assertThat(
            webhooks.create(
                world.lakeside.id(),
                "lena",
                Destination.parse("https://example.org/hook", false),
                Set.of(),
                "",
                DomainWorld.NOW))
        .isPresent();
  }

  /** As a dump brings it along from a server that has counted farther than this one. */
  private void restore() {
    for (String column : List.of("event:xid", "webhook:from_xid", "webhook_spread:xid")) {
      String[] parts = column.split(":", -1);
      run(
          "UPDATE %1$s SET %2$s = (%2$s::text::bigint + 5000000)::text::xid8"
              .formatted(parts[0], parts[1]));
    }
  }

  private static List<String> kinds(List<ToldEvent> events) {
    return events.stream().map(ToldEvent::kind).toList();
  }

  @Test
  void readersAndWebhooksGoOnWhereTheyWereInARestoredDatabase() {
    webhook();
    tell("lockout.added");
    tell("lockout.ended");
    outbox.claim(10, DomainWorld.NOW).forEach(this::delivered);
    outbox.claim(10, DomainWorld.NOW).forEach(this::delivered);
    restore();
    assertThat(log.after(EventId.beginning(), 10)).isEmpty();
    assertThat(EventOrder.settle(world.database)).isTrue();
    assertThat(EventOrder.settle(world.database)).isFalse();
    List<ToldEvent> before = log.after(EventId.beginning(), 10);
    assertThat(kinds(before)).containsExactly("lockout.added", "lockout.ended");
    EventId last = before.get(1).id();
    tell("use.unexplained");
    assertThat(kinds(log.after(last, 10))).containsExactly("use.unexplained");
    assertThat(outbox.claim(10, DomainWorld.NOW))
        .singleElement()
        .satisfies(sent -> assertThat(sent.message().body()).contains("use.unexplained"));
    webhook();
    tell("reservation.held");
    assertThat(log.after(log.end(), 10)).isEmpty();
  }

  private void delivered(Outgoing sent) {
    outbox.finish(sent, new Attempt.Answered(200, "", Optional.empty()), DomainWorld.NOW);
  }

  @Test
  void nothingIsShiftedInADatabaseThatWasNotRestored() {
    webhook();
    tell("lockout.added");
    assertThat(EventOrder.settle(world.database)).isFalse();
  }

  @Test
  void isShownSinceWhenEventsWaitForATransactionThatGoesOn() {
    HeldBack heldBack = new HeldBack(world.database, world.meters);
    assertThat(seconds()).isNaN();
    heldBack.look(DomainWorld.NOW);
    assertThat(seconds()).isZero();
    world.database.inTransaction(
        slow -> {
          tell(slow, "lockout.added");
          tell("lockout.ended");
          heldBack.look(DomainWorld.NOW.plusSeconds(75));
          return slow;
        });
    assertThat(seconds()).isEqualTo(75);
    heldBack.look(DomainWorld.NOW.plusSeconds(80));
    assertThat(seconds()).isZero();
  }

  private double seconds() {
    return world.meters.get("fallow.events.held.back").gauge().value();
  }
}
