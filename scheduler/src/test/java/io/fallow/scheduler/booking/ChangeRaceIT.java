package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.booking.Desk.booked;
import static io.fallow.scheduler.booking.Desk.slot;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many changes at once: all start together, every outcome is collected. */
class ChangeRaceIT {

  private static final int CLIENTS = 16;

  private static DomainWorld world;
  private static Desk desk;
  private static ExecutorService threads;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    desk = new Desk(world);
    threads = Executors.newFixedThreadPool(CLIENTS);
  }

  @AfterAll
  static void close() {
    threads.shutdownNow();
    world.close();
  }

  private static List<Object> race(IntFunction<Object> client) throws Exception {
    CyclicBarrier start = new CyclicBarrier(CLIENTS);
    List<Callable<Object>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int number = i;
      clients.add(
          () -> {
            start.await();
            return client.apply(number);
          });
    }
    List<Object> outcomes = new ArrayList<>();
    for (Future<Object> outcome : threads.invokeAll(clients)) {
      outcomes.add(outcome.get());
    }
    return outcomes;
  }

  private static Map<String, Long> byKind(List<Object> outcomes) {
    return outcomes.stream()
        .collect(groupingBy(outcome -> outcome.getClass().getSimpleName(), counting()));
  }

  @Test
  void ofManyChangesOfOneVersionOneIsMadeAndAllOthersAreStale() throws Exception {
    Asset asset = world.idleAsset("one-version");
    Reservation seen = booked(desk.book(world.harbor, asset, slot(2, 4)));
    List<Object> outcomes = race(client -> desk.move(world.harbor, seen, slot(2, 5 + client), NOW));
    assertThat(byKind(outcomes)).isEqualTo(Map.of("Changed", 1L, "Stale", CLIENTS - 1L));
    assertThat(desk.find(world.harbor, seen).version()).isEqualTo(2);
  }

  @Test
  void anExtensionAndBookingsOfTheSameTimeHaveOneWinner() throws Exception {
    Asset asset = world.idleAsset("extended");
    Reservation seen = booked(desk.book(world.harbor, asset, slot(2, 4)));
    List<Object> outcomes =
        race(
            client ->
                client == 0
                    ? desk.move(world.harbor, seen, slot(2, 6), NOW)
                    : desk.book(world.lakeside, asset, slot(4, 6)));
    long won =
        byKind(outcomes).getOrDefault("Changed", 0L) + byKind(outcomes).getOrDefault("Booked", 0L);
    assertThat(won).isEqualTo(1);
    assertThat(byKind(outcomes).get("Overlaps")).isEqualTo(CLIENTS - 1L);
  }

  @Test
  void whatIsApprovedAndDeclinedAtOnceEndsAsOneOfThem() throws Exception {
    Asset asset = world.idleAsset("torn");
    desk.say(asset, "{\"approval\":\"owner\"}");
    Reservation request = booked(desk.book(world.harbor, asset, slot(24, 26)));
    List<Object> outcomes =
        race(
            client ->
                client % 2 == 0
                    ? desk.approve(world.lakeside, request.id(), NOW)
                    : desk.decline(world.lakeside, request.id(), NOW));
    assertThat(byKind(outcomes))
        .isEqualTo(Map.of("Changed", CLIENTS / 2L, "NotPossible", CLIENTS / 2L));
    Reservation ended = desk.find(world.harbor, request);
    assertThat(ended.version()).isEqualTo(2);
    assertThat(ended.status()).isIn(Status.CONFIRMED, Status.DECLINED);
    assertThat(desk.told(world.harbor, request)).hasSize(2);
  }
}
