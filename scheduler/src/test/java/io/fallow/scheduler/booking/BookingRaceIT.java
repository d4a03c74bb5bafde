package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.calendar.Lockout;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Policy;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many at once: all start together, every outcome is collected. */
class BookingRaceIT {

  private static final int CLIENTS = 64;

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
  void givesOneSlotToOneOfManyAndTellsAllOthersThatItIsTaken() throws Exception {
    Asset asset = world.idleAsset("race");
    List<BookingOutcome> outcomes = race(client -> book(asset, slot(120, 240), NOW, false));
    assertThat(byKind(outcomes)).isEqualTo(Map.of("Booked", 1L, "Overlaps", CLIENTS - 1L));
  }

  @Test
  void givesALapsedHoldsSlotToOneOfMany() throws Exception {
    Asset asset = world.idleAsset("lapsing");
    book(asset, slot(120, 240), NOW, true);
    Instant lapsed = NOW.plus(Policy.PLATFORM.holdFor());
    List<BookingOutcome> outcomes = race(client -> book(asset, slot(120, 240), lapsed, false));
    assertThat(byKind(outcomes)).isEqualTo(Map.of("Booked", 1L, "Overlaps", CLIENTS - 1L));
  }

  @RepeatedTest(3)
  void neverBooksOverlappingSlotsAndLeavesNoRoomUnused() throws Exception {
    Asset asset = world.idleAsset("mixed-" + System.nanoTime());
    List<BookingOutcome> outcomes =
        race(
            client -> {
              int start = 60 + 15 * new Random(client).nextInt(40);
              return book(asset, slot(start, start + 60), NOW, client % 2 == 0);
            });
    List<TimeRange> booked = new ArrayList<>();
    for (BookingOutcome outcome : outcomes) {
      if (outcome instanceof BookingOutcome.Booked won) {
        TimeRange during = won.reservation().during();
        assertThat(booked).noneMatch(during::overlaps);
        booked.add(during);
      }
    }
    assertThat(booked.size()).isGreaterThanOrEqualTo(5);
    assertThat(byKind(outcomes).keySet()).containsExactlyInAnyOrder("Booked", "Overlaps");
  }

  @Test
  void endsAHoldEitherConfirmedOrCancelled() throws Exception {
    Asset asset = world.idleAsset("torn");
    BookingOutcome.Booked hold = (BookingOutcome.Booked) book(asset, slot(120, 240), NOW, true);
    List<ChangeOutcome> outcomes =
        race(
            client ->
                client % 2 == 0
                    ? world
                        .booking
                        .steps()
                        .confirm(world.viewer(world.harbor), hold.reservation().id(), NOW)
                    : world
                        .booking
                        .steps()
                        .cancel(world.viewer(world.lakeside), hold.reservation().id(), "", NOW));
    assertThat(outcomes).hasSize(CLIENTS);
    assertThat(
            world
                .booking
                .get(world.viewer(world.harbor), hold.reservation().id(), NOW)
                .orElseThrow()
                .status())
        .isEqualTo(Status.CANCELLED);
  }

  /** A lock-out that is there when a booking is made binds it, however close the two were. */
  @Test
  void booksNothingOnceALockoutIsThere() throws Exception {
    Asset asset = world.idleAsset("locking");
    Lockout lockout = new Lockout(slot(60, 60 + 24 * 60), "recall");
    List<BookingOutcome> outcomes =
        race(
            client -> {
              if (client == 0) {
                world.calendars.addLockout(asset, lockout);
                return book(asset, slot(60, 75), NOW, false);
              }
              return book(asset, slot(60 + 15 * client, 75 + 15 * client), NOW, false);
            });
    assertThat(outcomes.get(0)).isInstanceOf(BookingOutcome.Refused.class);
    assertThat(book(asset, slot(60, 75), NOW, false)).isInstanceOf(BookingOutcome.Refused.class);
  }

  private static BookingOutcome book(Asset asset, TimeRange during, Instant now, boolean hold) {
    Organisation harbor = world.harbor;
    return world.booking.book(
        new BookingRequest(world.viewer(harbor), asset.publicId(), during, hold, ""), now);
  }

  private interface Client<T> {
    T run(int number) throws Exception;
  }

  private static <T> List<T> race(Client<T> client) throws Exception {
    CyclicBarrier start = new CyclicBarrier(CLIENTS);
    List<Callable<T>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int number = i;
      clients.add(
          () -> {
            start.await();
            return client.run(number);
          });
    }
    List<T> outcomes = new ArrayList<>();
    for (Future<T> outcome : threads.invokeAll(clients)) {
      outcomes.add(outcome.get());
    }
    return outcomes;
  }

  private static Map<String, Long> byKind(List<BookingOutcome> outcomes) {
    return outcomes.stream()
        .collect(groupingBy(outcome -> outcome.getClass().getSimpleName(), counting()));
  }

  /** From some minutes to some minutes after now. */
  private static TimeRange slot(int fromMinute, int toMinute) {
    return new TimeRange(
        NOW.plus(Duration.ofMinutes(fromMinute)), NOW.plus(Duration.ofMinutes(toMinute)));
  }
}
