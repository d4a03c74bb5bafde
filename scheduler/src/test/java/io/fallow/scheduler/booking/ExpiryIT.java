package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.booking.Desk.booked;
import static io.fallow.scheduler.booking.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExpiryIT {

  private DomainWorld world;
  private Desk desk;

  @BeforeEach
  void create() {
    world = new DomainWorld();
    desk = new Desk(world);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void marksAllThatIsDueAfterAPauseOfHoursOnceHoweverManyProcessesDoIt() {
    List<Reservation> held = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Asset asset = world.idleAsset("due-" + i);
      held.add(booked(desk.hold(world.harbor, asset, slot(2, 4), NOW)));
      held.add(booked(desk.hold(world.harbor, asset, slot(4, 6), NOW)));
      booked(desk.book(world.harbor, asset, slot(8, 9)));
    }
    Instant late = NOW.plus(Duration.ofHours(5));
    List<CompletableFuture<Integer>> runs = new ArrayList<>();
    for (int process = 0; process < 4; process++) {
      runs.add(CompletableFuture.supplyAsync(() -> world.booking.expire(late)));
    }
    assertThat(runs.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(held.size());
    assertThat(world.booking.expire(late)).isZero();
    for (Reservation each : held) {
      Reservation expired = desk.find(world.harbor, each);
      assertThat(expired.status()).isEqualTo(Status.EXPIRED);
      assertThat(expired.version()).isEqualTo(2);
      assertThat(desk.told(world.harbor, each))
          .containsExactly("reservation.held", "reservation.expired");
    }
  }

  @Test
  void forgetsKeysAfterTwoDays() {
    world.database.inTransaction(
        connection ->
            new IdempotencyKeys(connection, world.viewer(world.harbor), NOW)
                .claim("a", new byte[] {1}));
    Instant later = NOW.plus(IdempotencyKeys.KEPT);
    assertThat(world.booking.forgetKeys(later.minusSeconds(1))).isZero();
    assertThat(world.booking.forgetKeys(later)).isEqualTo(1);
  }
}
