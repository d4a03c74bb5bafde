package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.booking.Desk.slot;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome.Refused;
import io.fallow.scheduler.policy.Scope;
import io.fallow.scheduler.policy.Statement;
import io.fallow.telemetry.registry.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One organisation books different assets at one moment: no lock of an asset holds a quota. */
class QuotaRaceIT {

  private static final int CLIENTS = 12;

  private static DomainWorld world;
  private static ExecutorService threads;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    threads = Executors.newFixedThreadPool(CLIENTS);
  }

  @AfterAll
  static void close() {
    threads.shutdownNow();
    world.close();
  }

  @Test
  void aQuotaOfOneReservationGoesToOneOfMany() throws Exception {
    assertThat(race("one", "{\"simultaneous\":1}"))
        .isEqualTo(Map.of("booked", 1L, "too-many-simultaneous", CLIENTS - 1L));
  }

  @Test
  void aQuotaOfSixHoursGoesToThreeBookingsOfTwo() throws Exception {
    assertThat(race("six", "{\"hoursPerWeek\":6}"))
        .isEqualTo(Map.of("booked", 3L, "week-quota", CLIENTS - 3L));
  }

  private static Map<String, Long> race(String type, String terms) throws Exception {
    Scope scope = new Scope.OfType(world.lakeside.id(), type);
    world.policies.say(world.lakeside.id(), scope, Statement.read(terms), "lena", NOW);
    CyclicBarrier start = new CyclicBarrier(CLIENTS);
    List<Callable<BookingOutcome>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Asset asset = world.asset(type + i, type);
      world.observe(asset, clock -> false);
      clients.add(
          () -> {
            start.await();
            return new Desk(world).book(world.harbor, asset, slot(2, 4));
          });
    }
    List<BookingOutcome> outcomes = new ArrayList<>();
    for (Future<BookingOutcome> outcome : threads.invokeAll(clients)) {
      outcomes.add(outcome.get());
    }
    return outcomes.stream().collect(groupingBy(QuotaRaceIT::name, counting()));
  }

  private static String name(BookingOutcome outcome) {
    return outcome instanceof Refused ? String.join(",", Desk.codes(outcome)) : "booked";
  }
}
