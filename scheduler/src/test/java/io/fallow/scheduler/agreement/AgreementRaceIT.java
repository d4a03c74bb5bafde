package io.fallow.scheduler.agreement;

import static io.fallow.scheduler.DomainWorld.NOW;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.booking.ReservationFilter;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Statement;
import io.fallow.scheduler.sharing.Terms.Scope;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.registry.Asset;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Steps taken at once: all start together, every outcome is collected. */
class AgreementRaceIT {

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

  private interface Wish {
    StepOutcome of(AgreementSteps steps) throws SQLException;
  }

  private static StepOutcome step(Viewer viewer, Wish wish) {
    return world.database.inTransaction(
        connection -> wish.of(new AgreementSteps(connection, viewer, NOW)));
  }

  private static Agreement proposed(Asset asset) {
    Offer offer =
        new Offer(
            Scope.of(asset), Optional.empty(), Optional.empty(), Duration.ZERO, Statement.NOTHING);
    return world
        .database
        .inTransaction(
            connection ->
                new AgreementSteps(connection, world.viewer(world.lakeside), NOW)
                    .propose(new Reach.Partner("forge"), OptionalInt.of(world.forge.id()), offer))
        .orElseThrow();
  }

  private static Agreement now(Agreement agreement) {
    return new Agreements(world.database).of(world.lakeside.id(), agreement.id()).orElseThrow();
  }

  @Test
  void ofManyWhoAcceptAtOnceOneDoesAndAllOthersAreTooLate() throws Exception {
    Agreement agreement = proposed(world.asset("accepted-often", "mri"));
    List<Object> outcomes =
        race(
            client ->
                step(world.viewer(world.forge), steps -> steps.accept(agreement.id(), 1, "")));
    assertThat(byKind(outcomes)).isEqualTo(Map.of("Taken", 1L, "Stale", CLIENTS - 1L));
    assertThat(now(agreement).edition()).isEqualTo(2);
  }

  @Test
  void whatIsAcceptedAndWithdrawnAtOnceIsOneOfThem() throws Exception {
    for (int round = 0; round < 8; round++) {
      Asset asset = world.asset("contested-" + round, "mri");
      Agreement agreement = proposed(asset);
      List<Object> outcomes =
          race(
              client ->
                  client % 2 == 0
                      ? step(world.viewer(world.forge), s -> s.accept(agreement.id(), 1, ""))
                      : step(world.viewer(world.lakeside), s -> s.withdraw(agreement.id(), 1, "")));
      assertThat(byKind(outcomes)).isEqualTo(Map.of("Taken", 1L, "Stale", CLIENTS - 1L));
      boolean seen = world.sharing.visible(world.forge.id(), asset.publicId(), NOW).isPresent();
      assertThat(now(agreement).status()).isEqualTo(seen ? Status.ACCEPTED : Status.WITHDRAWN);
    }
  }

  private static BookingRequest booking(Viewer viewer, Asset asset, int hour) {
    Instant start = NOW.plus(Duration.ofHours(24 + hour));
    TimeRange during = new TimeRange(start, start.plus(Duration.ofHours(1)));
    return new BookingRequest(viewer, asset.publicId(), during, false, "");
  }

  private static long standing(Viewer viewer, Asset asset) {
    return world.booking.page(viewer, ReservationFilter.all(1000), NOW).reservations().stream()
        .filter(each -> each.asset().equals(asset.publicId()))
        .filter(each -> each.status() == io.fallow.scheduler.booking.Status.CONFIRMED)
        .count();
  }

  @Test
  void onceAnEndIsToldNothingBeyondItIsBookedAndWhatWasBookedStands() throws Exception {
    for (int round = 0; round < 4; round++) {
      Asset asset = world.idleAsset("ended-" + round);
      Agreement agreement = proposed(asset);
      Viewer forge = world.viewer(world.forge);
      step(forge, steps -> steps.accept(agreement.id(), 1, ""));
      List<Object> outcomes =
          race(
              client ->
                  client == 0
                      ? step(world.viewer(world.lakeside), s -> s.end(agreement.id(), 2, ""))
                      : world.booking.book(booking(forge, asset, client), NOW));
      long booked = byKind(outcomes).getOrDefault("Booked", 0L);
      assertThat(byKind(outcomes)).containsEntry("Taken", 1L);
      assertThat(world.booking.book(booking(forge, asset, CLIENTS), NOW).getClass().getSimpleName())
          .isEqualTo("NotFound");
      assertThat(standing(forge, asset)).isEqualTo(booked);
    }
  }
}
