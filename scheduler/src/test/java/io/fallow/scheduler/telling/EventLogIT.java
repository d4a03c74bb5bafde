package io.fallow.scheduler.telling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLogIT {

  private static final EventFilter EVERYTHING = new EventFilter(Set.of(), Set.of());

  private final DomainWorld world = new DomainWorld();
  private final EventLog log = new EventLog(world.database);

  @AfterEach
  void close() {
    world.close();
  }

  private Event event(Organisation organisation, String kind, Optional<Asset> asset, String note) {
    return event(organisation, kind, asset, note, DomainWorld.NOW);
  }

  private static Event event(
      Organisation organisation, String kind, Optional<Asset> asset, String note, Instant at) {
    return new Event(
        at,
        organisation.id(),
        kind,
        asset.map(Asset::id),
        Optional.empty(),
        JsonNodeFactory.instance.objectNode().put("note", note));
  }

  private void tell(Connection connection, String note) throws SQLException {
    Events.tell(connection, event(world.lakeside, "reservation.confirmed", Optional.empty(), note));
  }

  private void tell(Event event) {
    world.database.inTransaction(
        connection -> {
          Events.tell(connection, event);
          return event;
        });
  }

  private static List<String> notes(List<ToldEvent> events) {
    return events.stream()
        .map(event -> event.json().replaceAll(".*\"note\": \"([^\"]*)\".*", "$1"))
        .toList();
  }

  @Test
  void noEventIsPassedByHoweverLateItsTransactionCommits() {
    world.database.inTransaction(
        slow -> {
          tell(slow, "slow");
          world.database.inTransaction(
              fast -> {
                tell(fast, "fast");
                return fast;
              });
          assertThat(log.after(EventId.beginning(), 10)).isEmpty();
          return slow;
        });
    List<ToldEvent> events = log.after(EventId.beginning(), 10);
    assertThat(notes(events)).containsExactly("slow", "fast");
    assertThat(log.after(events.get(0).id(), 10)).containsExactly(events.get(1));
    assertThat(log.after(log.end(), 10)).isEmpty();
  }

  @Test
  void whoContinuesBehindTheLastSeenMissesNoneAndSeesNoneTwiceWhileManyWrite() throws Exception {
    int writers = 6;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    Set<String> committed = ConcurrentHashMap.newKeySet();
    List<Future<?>> writing = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      int number = writer;
      writing.add(threads.submit(() -> write(number, committed)));
    }
    List<String> seen = new ArrayList<>();
    EventId position = EventId.beginning();
    boolean quiet = false;
    while (!quiet) {
      boolean done = writing.stream().allMatch(Future::isDone);
      List<ToldEvent> page = log.after(position, 7);
      seen.addAll(notes(page));
      position = page.isEmpty() ? position : page.get(page.size() - 1).id();
      quiet = done && page.isEmpty();
    }
    for (Future<?> each : writing) {
      each.get();
    }
    threads.shutdown();
    assertThat(seen).doesNotHaveDuplicates().hasSameSizeAs(committed);
    assertThat(Set.copyOf(seen)).isEqualTo(committed);
  }

  private void write(int writer, Set<String> committed) {
    Random random = new Random(writer);
    for (int i = 0; i < 60; i++) {
      List<String> notes = new ArrayList<>();
      for (int n = 0; n <= random.nextInt(3); n++) {
        notes.add(writer + "/" + i + "/" + n);
      }
      boolean rolledBack = random.nextInt(4) == 0;
      try {
        world.database.inTransaction(
            connection -> {
              for (String note : notes) {
                tell(connection, note);
              }
              if (rolledBack) {
                throw new IllegalStateException("rolled back");
              }
              return notes;
            });
        committed.addAll(notes);
      } catch (IllegalStateException wanted) {
        assertThat(rolledBack).isTrue();
      }
    }
  }

  @Test
  void anOrganisationReadsItsOwnEventsAndOfThoseTheOnesItWants() {
    Asset mri = world.asset("mri-1", "mri");
    Asset ct = world.asset("ct-1", "ct");
    tell(event(world.lakeside, "reservation.confirmed", Optional.of(mri), "a"));
    tell(event(world.harbor, "reservation.confirmed", Optional.of(mri), "b"));
    tell(event(world.lakeside, "reservation.cancelled", Optional.of(ct), "c"));
    tell(event(world.lakeside, "use.unexplained", Optional.of(mri), "d"));
    tell(event(world.lakeside, "webhook.disabled", Optional.empty(), "e"));
    assertThat(of(world.lakeside, EVERYTHING)).containsExactly("a", "c", "d", "e");
    assertThat(of(world.harbor, EVERYTHING)).containsExactly("b");
    assertThat(of(world.forge, EVERYTHING)).isEmpty();
    Set<String> mriAlone = Set.of("lakeside.mri-1");
    assertThat(of(world.lakeside, new EventFilter(Set.of(), mriAlone))).containsExactly("a", "d");
    assertThat(of(world.lakeside, new EventFilter(Set.of("use.unexplained"), mriAlone)))
        .containsExactly("d");
    for (ToldEvent each : log.after(EventId.beginning(), 10)) {
      boolean wanted = new EventFilter(Set.of("use.unexplained"), mriAlone).takes(each);
      assertThat(wanted).isEqualTo(notes(List.of(each)).equals(List.of("d")));
    }
  }

  private List<String> of(Organisation organisation, EventFilter filter) {
    return notes(log.after(EventId.beginning(), Optional.empty(), organisation.id(), filter, 100));
  }

  @Test
  void eventsAreForgottenAfterThirtyDays() {
    Instant old = DomainWorld.NOW.minus(Duration.ofDays(31));
    tell(event(world.lakeside, "reservation.confirmed", Optional.empty(), "old", old));
    tell(event(world.lakeside, "reservation.confirmed", Optional.empty(), "new"));
    assertThat(log.sweep(DomainWorld.NOW)).isEqualTo(1);
    assertThat(log.sweep(DomainWorld.NOW)).isZero();
    assertThat(of(world.lakeside, EVERYTHING)).containsExactly("new");
  }
}
