package io.fallow.scheduler.group;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.group.GroupDesk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Status;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.scheduler.sharing.Terms;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The owner has the asset from 20 to 40 hours from now; others wait for some of that. */
class WaitListIT {

  private static final Instant SOON = NOW.plusSeconds(60);
  private static final Instant LIMIT = SOON.plus(TurnTaking.TO_DECIDE);

  private DomainWorld world;
  private GroupDesk desk;
  private Asset asset;
  private Reservation owners;

  @BeforeEach
  void create() {
    world = new DomainWorld();
    desk = new GroupDesk(world);
    asset = world.idleAsset("wanted");
    world.sharing.agree(
        new Terms(
            world.lakeside, world.forge, Terms.Scope.of(asset), NOW.minus(Duration.ofDays(1))));
    owners = desk.singleBooked(world.lakeside, asset, slot(20, 40));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void offersNothingWhileTheTimeIsTaken() {
    WaitEntry waiting = waits(world.harbor);
    assertThat(desk.offering.run(SOON)).isZero();
    assertThat(entry(world.harbor, waiting, SOON).offer()).isEmpty();
  }

  @Test
  void offersFreedTimeToTheFirstInTurnAsAHoldInItsName() {
    WaitEntry first = waits(world.harbor);
    WaitEntry second = waits(world.forge);
    free(SOON);
    assertThat(desk.offering.run(SOON)).isEqualTo(1);
    WaitEntry.Offer offer = entry(world.harbor, first, SOON).offer().orElseThrow();
    assertThat(offer.spot()).isEqualTo(new Spot(asset.publicId(), slot(20, 22)));
    assertThat(offer.expiresAt()).isEqualTo(LIMIT);
    assertThat(reservation(world.harbor, offer.reservation(), SOON).status())
        .isEqualTo(Status.HELD);
    assertThat(entry(world.forge, second, SOON).offer()).isEmpty();
    assertThat(desk.offering.run(SOON)).isZero();
    assertThat(eventsOf(world.harbor)).containsExactly(offer.reservation().toString());
    assertThat(eventsOf(world.forge)).isEmpty();
  }

  @Test
  void anOfferThatIsNotTakenInTimeIsTheNextOnesTurn() {
    WaitEntry first = waits(world.harbor);
    WaitEntry second = waits(world.forge);
    free(SOON);
    desk.offering.run(SOON);
    assertThat(desk.offering.run(LIMIT.minusSeconds(1))).isZero();
    assertThat(desk.offering.run(LIMIT)).isEqualTo(1);
    assertThat(entry(world.harbor, first, LIMIT).offer()).isEmpty();
    WaitEntry.Offer offer = entry(world.forge, second, LIMIT).offer().orElseThrow();
    world.booking.steps().confirm(world.viewer(world.forge), offer.reservation(), LIMIT);
    desk.offering.run(LIMIT);
    assertThat(entry(world.forge, second, LIMIT).state()).isEqualTo(WaitState.FULFILLED);
    assertThat(entry(world.harbor, first, LIMIT).state()).isEqualTo(WaitState.WAITING);
  }

  @Test
  void whoCancelsAnOfferPassesAtOnceAndIsNotOfferedThatTimeAgain() {
    WaitEntry first = waits(world.harbor);
    WaitEntry second = waits(world.forge);
    free(SOON);
    desk.offering.run(SOON);
    UUID hold = entry(world.harbor, first, SOON).offer().orElseThrow().reservation();
    world.booking.steps().cancel(world.viewer(world.harbor), hold, "", SOON);
    assertThat(desk.offering.run(SOON)).isEqualTo(1);
    UUID next = entry(world.forge, second, SOON).offer().orElseThrow().reservation();
    world.booking.steps().cancel(world.viewer(world.forge), next, "", SOON);
    assertThat(desk.offering.run(SOON)).isZero();
    assertThat(desk.offering.run(SOON.plus(Duration.ofHours(1)))).isZero();
  }

  @Test
  void whoHasTakenAnOfferKeepsItAndCannotWithdrawAnyMore() {
    WaitEntry first = waits(world.harbor);
    free(SOON);
    desk.offering.run(SOON);
    UUID hold = entry(world.harbor, first, SOON).offer().orElseThrow().reservation();
    world.booking.steps().confirm(world.viewer(world.harbor), hold, SOON);
    WaitEntry after =
        desk.waitList.withdraw(world.viewer(world.harbor), first.id(), SOON).orElseThrow();
    assertThat(after.state()).isEqualTo(WaitState.FULFILLED);
    assertThat(reservation(world.harbor, hold, SOON).status()).isEqualTo(Status.CONFIRMED);
  }

  @Test
  void findsWhatComesAfterManyWindowsThatWereLetPass() {
    List<WeeklyOpening> week = new ArrayList<>();
    for (int hour = 0; hour < 24; hour += 2) {
      LocalTime opens = LocalTime.of(hour, 0);
      week.add(new WeeklyOpening(DayOfWeek.WEDNESDAY, opens, opens.plusHours(1)));
    }
    Asset cut = world.idleAsset("cut");
    world.calendars.replaceOpenings(cut, week);
    WaitEntry waiting = desk.wait(world.harbor, cut, slot(0, 120), 1, NOW);
    Instant now = SOON;
    for (int passed = 0; passed < week.size() - 1; passed++) {
      assertThat(desk.offering.run(now)).isEqualTo(1);
      UUID hold = entry(world.harbor, waiting, now).offer().orElseThrow().reservation();
      world.booking.steps().cancel(world.viewer(world.harbor), hold, "", now);
      now = now.plusSeconds(60);
    }
    assertThat(desk.offering.run(now)).isEqualTo(1);
  }

  @Test
  void findsWhatCameFreeWhileNoProcessRan() {
    WaitEntry first = waits(world.harbor);
    desk.offering.run(NOW);
    free(SOON);
    Instant hoursLater = SOON.plus(Duration.ofHours(5));
    assertThat(new GroupDesk(world).offering.run(hoursLater)).isEqualTo(1);
    assertThat(entry(world.harbor, first, hoursLater).offer()).isPresent();
  }

  @Test
  void ofManyProcessesOneMakesAnOffer() throws Exception {
    waits(world.harbor);
    waits(world.harbor);
    free(SOON);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> runs = new ArrayList<>();
    for (int process = 0; process < 4; process++) {
      runs.add(threads.submit(() -> desk.offering.run(SOON)));
    }
    int made = 0;
    for (Future<Integer> run : runs) {
      made += run.get();
    }
    threads.shutdown();
    assertThat(made).isEqualTo(1);
  }

  @Test
  void doesNotOfferWhatIsNotSharedAnyMore() {
    WaitEntry waiting = waits(world.forge);
    sql(
        "UPDATE agreement SET valid = tstzrange(lower(valid), '"
            + NOW
            + "') WHERE partner_id = "
            + world.forge.id());
    free(SOON);
    assertThat(desk.offering.run(SOON)).isZero();
    assertThat(entry(world.forge, waiting, SOON).offer()).isEmpty();
  }

  @Test
  void aWithdrawnEntryGivesItsOfferBackToTheNext() {
    WaitEntry first = waits(world.harbor);
    WaitEntry second = waits(world.forge);
    free(SOON);
    desk.offering.run(SOON);
    WaitEntry withdrawn =
        desk.waitList.withdraw(world.viewer(world.harbor), first.id(), SOON).orElseThrow();
    assertThat(withdrawn.state()).isEqualTo(WaitState.WITHDRAWN);
    assertThat(withdrawn.offer()).isEmpty();
    assertThat(desk.offering.run(SOON)).isEqualTo(1);
    assertThat(entry(world.forge, second, SOON).offer()).isPresent();
    assertThat(desk.waitList.withdraw(world.viewer(world.harbor), second.id(), SOON)).isEmpty();
  }

  @Test
  void anEntryExpiresWhenItsRangeHasPassed() {
    WaitEntry waiting = waits(world.harbor);
    Instant past = slot(21, 22).start();
    desk.offering.run(past);
    assertThat(entry(world.harbor, waiting, past).state()).isEqualTo(WaitState.EXPIRED);
  }

  @Test
  void anOfferEndsBeforeItsTimeBegins() {
    WaitEntry waiting = waits(world.harbor);
    Instant shortBefore = slot(20, 21).start().minus(Duration.ofMinutes(15));
    free(shortBefore);
    assertThat(desk.offering.run(shortBefore)).isEqualTo(1);
    WaitEntry.Offer offer = entry(world.harbor, waiting, shortBefore).offer().orElseThrow();
    assertThat(offer.expiresAt()).isEqualTo(slot(20, 21).start());
  }

  @Test
  void oneWhoWaitsForATypeIsOfferedAnyAssetOfIt() {
    Wish wish =
        new Wish(
            "mri",
            Optional.empty(),
            Optional.of("lakeside"),
            Optional.empty(),
            slot(20, 22),
            Duration.ofHours(1),
            Duration.ofHours(2));
    WaitEntry waiting = desk.wait(world.harbor, wish, Optional.empty(), NOW);
    assertThat(desk.offering.run(SOON)).isZero();
    Asset other = world.idleAsset("other");
    Instant later = SOON.plus(Duration.ofMinutes(5));
    assertThat(desk.offering.run(later)).isEqualTo(1);
    assertThat(entry(world.harbor, waiting, later).offer().orElseThrow().spot())
        .isEqualTo(new Spot(other.publicId(), slot(20, 22)));
  }

  private WaitEntry waits(Organisation who) {
    return desk.wait(who, asset, slot(20, 22), 2, NOW);
  }

  private void free(Instant now) {
    world.booking.steps().cancel(world.viewer(world.lakeside), owners.id(), "", now);
  }

  private WaitEntry entry(Organisation who, WaitEntry entry, Instant now) {
    return desk.entry(who, entry, now);
  }

  private Reservation reservation(Organisation who, UUID id, Instant now) {
    return world.booking.get(world.viewer(who), id, now).orElseThrow();
  }

  private List<String> eventsOf(Organisation who) {
    return world.database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "SELECT reservation_id FROM event WHERE kind = 'wait-list.offered'"
                          + " AND organisation_id = "
                          + who.id())) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
              found.add(row.getString(1));
            }
            return found;
          }
        });
  }

  private void sql(String change) {
    world.database.inTransaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(change);
          }
        });
  }
}
