package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.booking.Desk.booked;
import static io.fallow.scheduler.booking.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.telling.EventFilter;
import io.fallow.scheduler.telling.EventId;
import io.fallow.scheduler.telling.EventLog;
import io.fallow.scheduler.telling.ToldEvent;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BumpingIT {

  private static DomainWorld world;
  private static Desk desk;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    desk = new Desk(world);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static List<Reservation> bump(Asset asset, int fromHour, int toHour) {
    Alternative other = new Alternative("lakeside.other", slot(50, 52));
    return world.database.inTransaction(
        connection -> {
          AssetLocks.take(connection, List.of(asset.id()));
          return Bumping.bump(
              connection,
              asset.id(),
              slot(fromHour, toHour),
              "helium leak",
              Actor.of(world.viewer(world.lakeside)),
              each -> Collections.nCopies(5, other),
              NOW);
        });
  }

  @Test
  void bumpsWhatIsBookedInTheTimeAndTellsBothSidesWithAlternatives() {
    Asset asset = world.idleAsset("bumped");
    Reservation before = booked(desk.book(world.harbor, asset, slot(2, 4)));
    Reservation confirmed = booked(desk.book(world.harbor, asset, slot(4, 6)));
    Reservation held = booked(desk.hold(world.harbor, asset, slot(6, 8), NOW));
    assertThat(bump(asset, 4, 7))
        .extracting(Reservation::id)
        .containsExactly(confirmed.id(), held.id());
    assertThat(desk.find(world.harbor, before).status()).isEqualTo(Status.CONFIRMED);
    Reservation bumped = desk.find(world.harbor, confirmed);
    assertThat(bumped.status()).isEqualTo(Status.BUMPED);
    assertThat(bumped.claim().feePercent()).hasValue(0);
    ReservationVersion version =
        world.booking.history(world.viewer(world.harbor), confirmed.id(), NOW).orElseThrow().get(1);
    assertThat(version.reason()).contains("helium leak");
    assertThat(version.data().get("alternatives")).hasSize(3);
    assertThat(desk.told(world.harbor, confirmed)).last().isEqualTo("reservation.bumped");
    assertThat(desk.told(world.lakeside, confirmed)).last().isEqualTo("reservation.bumped");
    assertThat(bump(asset, 4, 7)).isEmpty();
  }

  @Test
  void theOwnerDoesNotLearnWhatOthersShareWithTheBooker() {
    Asset asset = world.idleAsset("owners");
    Reservation bumped = booked(desk.book(world.harbor, asset, slot(4, 6)));
    bump(asset, 4, 7);
    ReservationVersion asOwner =
        world.booking.history(world.viewer(world.lakeside), bumped.id(), NOW).orElseThrow().get(1);
    assertThat(asOwner.reason()).contains("helium leak");
    assertThat(asOwner.data().has("alternatives")).isFalse();
    assertThat(toldLast(world.harbor, bumped)).contains("lakeside.other");
    assertThat(toldLast(world.lakeside, bumped)).doesNotContain("lakeside.other");
  }

  private static String toldLast(Organisation side, Reservation reservation) {
    List<ToldEvent> told =
        new EventLog(world.database)
            .after(
                EventId.beginning(),
                Optional.empty(),
                side.id(),
                new EventFilter(Set.of("reservation.bumped"), Set.of(reservation.asset())),
                10);
    return told.get(told.size() - 1).json();
  }
}
