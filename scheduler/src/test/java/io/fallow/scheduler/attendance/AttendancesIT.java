package io.fallow.scheduler.attendance;

import static io.fallow.scheduler.attendance.Scene.at;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Status;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.scheduler.policy.Scope;
import io.fallow.scheduler.policy.Statement;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AttendancesIT {

  private static DomainWorld world;
  private static Floor floor;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    floor = new Floor(world);
    world.turnarounds.set("mri", new Turnaround(Duration.ZERO, Duration.ofMinutes(10)));
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void useChecksInAndItsEndCompletesAndBothSidesAreTold() {
    Asset asset = world.idleAsset("punctual");
    Reservation reservation = floor.booked(world.harbor, asset, "10:00", "12:00");
    floor.saw(asset, "08:00 OFF", "10:04 IN_USE", "10:10");
    follow("10:11");
    assertThat(floor.now(reservation).status()).isEqualTo(Status.IN_USE);
    floor.saw(asset, "08:00 OFF", "10:04 IN_USE", "11:50 OFF", "12:20");
    follow("12:21");
    Reservation over = floor.now(reservation);
    assertThat(over.status()).isEqualTo(Status.COMPLETED);
    assertThat(over.claim().attendance().checkedInAt()).contains(at("10:04"));
    assertThat(over.claim().attendance().usedUntil()).contains(at("11:50"));
    assertThat(floor.told(asset))
        .containsSubsequence(
            "reservation.checked-in harbor",
            "reservation.checked-in lakeside",
            "reservation.completed harbor",
            "reservation.completed lakeside");
  }

  @Test
  void useFromALittleBeforeTheStartOnIsTheBookers() {
    Asset asset = world.idleAsset("early");
    Reservation reservation = floor.booked(world.harbor, asset, "10:00", "12:00");
    floor.saw(asset, "08:00 OFF", "09:50 IN_USE", "10:10");
    follow("10:11");
    assertThat(floor.now(reservation).status()).isEqualTo(Status.IN_USE);
    assertThat(floor.now(reservation).claim().attendance().checkedInAt()).contains(at("10:00"));
  }

  @Test
  void useThatTheOwnersPlanExplainsIsNotTheBookersThoughItGoesOnIntoTheReservation() {
    Asset expected = world.asset("usually-busy", "mri");
    world.observe(expected, clock -> clock.getHour() == 10); // 9 o'clock UTC
    Asset closed = world.idleAsset("not-open-yet");
    world.calendars.replaceOpenings(
        closed,
        List.of(new WeeklyOpening(DayOfWeek.MONDAY, LocalTime.of(11, 0), LocalTime.of(20, 0))));
    for (Asset asset : List.of(expected, closed)) {
      Reservation reservation = floor.booked(world.harbor, asset, "10:00", "12:00");
      floor.saw(asset, "08:00 OFF", "09:50 IN_USE", "10:10");
      follow("10:11");
      assertThat(floor.now(reservation).status()).isEqualTo(Status.CONFIRMED);
      floor.saw(asset, "08:00 OFF", "09:50 IN_USE", "10:20 OFF", "10:25 IN_USE", "10:40");
      follow("10:41");
      assertThat(floor.now(reservation).claim().attendance().checkedInAt()).contains(at("10:25"));
    }
    Asset alone = world.asset("owners-own", "mri");
    world.observe(alone, clock -> clock.getHour() == 10);
    Reservation own = floor.booked(world.lakeside, alone, "10:00", "12:00");
    floor.saw(alone, "08:00 OFF", "09:50 IN_USE", "10:10");
    follow("10:11");
    assertThat(floor.now(own).status()).isEqualTo(Status.IN_USE);
  }

  @Test
  void aNoShowFreesTheRestAtOnce() {
    Asset asset = world.idleAsset("no-show");
    Reservation reservation = floor.booked(world.harbor, asset, "10:00", "12:00");
    floor.saw(asset, "08:00 OFF", "10:29");
    follow("10:35");
    assertThat(floor.now(reservation).status()).isEqualTo(Status.CONFIRMED);
    floor.saw(asset, "08:00 OFF", "10:36");
    follow("10:37");
    assertThat(floor.now(reservation).status()).isEqualTo(Status.NO_SHOW);
    assertThat(bookedAt("10:37", world.lakeside, asset, "11:00", "12:00"))
        .isInstanceOf(BookingOutcome.Booked.class);
  }

  @Test
  void withoutDataNobodyIsANoShowUntilTheReadingsComeLate() {
    Asset asset = world.idleAsset("deaf");
    Reservation away = floor.booked(world.harbor, asset, "09:00", "10:00");
    Reservation came = floor.booked(world.harbor, asset, "11:00", "12:00");
    floor.saw(asset, "08:00 OFF", "09:05");
    follow("12:30");
    assertThat(floor.now(away).status()).isEqualTo(Status.COMPLETED);
    assertThat(floor.now(came).status()).isEqualTo(Status.COMPLETED);
    assertThat(floor.now(came).claim().attendance().checkedInAt()).isEmpty();
    floor.saw(asset, "08:00 OFF", "11:10 IN_USE", "11:40 OFF", "13:00");
    lookBack("13:01");
    assertThat(floor.now(away).status()).isEqualTo(Status.NO_SHOW);
    assertThat(floor.now(came).status()).isEqualTo(Status.COMPLETED);
    assertThat(floor.now(came).claim().attendance().checkedInAt()).contains(at("11:10"));
    assertThat(floor.now(came).claim().attendance().usedUntil()).contains(at("11:40"));
    List<String> steps = floor.steps(came);
    lookBack("13:02");
    assertThat(floor.steps(came)).isEqualTo(steps);
  }

  @Test
  void aNoShowThatLateReadingsContradictIsToldButTakesNothingBack() {
    Asset asset = world.idleAsset("contradicted");
    Reservation reservation = floor.booked(world.harbor, asset, "10:00", "12:00");
    floor.saw(asset, "08:00 OFF", "10:31");
    follow("10:32");
    assertThat(bookedAt("10:33", world.lakeside, asset, "11:00", "12:00"))
        .isInstanceOf(BookingOutcome.Booked.class);
    floor.saw(asset, "08:00 OFF", "10:20 IN_USE", "10:50");
    lookBack("10:51");
    assertThat(floor.now(reservation).status()).isEqualTo(Status.NO_SHOW);
    assertThat(floor.now(reservation).claim().attendance().checkedInAt()).contains(at("10:20"));
    assertThat(
            floor.strings(
                "SELECT data ->> 'contradicts' FROM event WHERE kind = 'reservation.checked-in'"
                    + " AND asset_id = ?",
                asset.id()))
        .containsExactly("NO_SHOW", "NO_SHOW");
  }

  @Test
  void anOverrunKeepsTheAssetWhereNobodyFollows() {
    Asset asset = world.idleAsset("stays-on");
    Reservation reservation = floor.booked(world.harbor, asset, "10:00", "12:00");
    floor.saw(asset, "08:00 OFF", "10:00 IN_USE", "12:05");
    follow("12:06");
    assertThat(floor.now(reservation).claim().attendance().overrunSince()).contains(at("12:00"));
    assertThat(bookedAt("12:06", world.lakeside, asset, "12:20", "13:00"))
        .isInstanceOf(BookingOutcome.Overlaps.class);
    floor.saw(asset, "08:00 OFF", "10:00 IN_USE", "12:25 OFF", "12:40");
    follow("12:41");
    assertThat(floor.now(reservation).status()).isEqualTo(Status.COMPLETED);
    assertThat(floor.now(reservation).claim().attendance().usedUntil()).contains(at("12:25"));
    assertThat(bookedAt("12:41", world.lakeside, asset, "12:41", "13:00"))
        .isInstanceOf(BookingOutcome.Booked.class);
    assertThat(floor.told(asset)).doesNotContain("next-start-delayed lakeside");
  }

  @Test
  void whoIsHeldUpIsToldOnceWithAlternativesAndMayStillCome() {
    Asset asset = world.idleAsset("held-up");
    world.idleAsset("spare");
    Reservation late = floor.booked(world.harbor, asset, "10:00", "12:00");
    Reservation next = floor.booked(world.lakeside, asset, "12:10", "13:00");
    floor.saw(asset, "08:00 OFF", "10:00 IN_USE", "12:05");
    follow("12:06");
    follow("12:08");
    assertThat(floor.told(asset)).containsOnlyOnce("next-start-delayed lakeside");
    assertThat(
            floor.strings(
                "SELECT jsonb_array_length(data -> 'alternatives') FROM event"
                    + " WHERE kind = 'next-start-delayed' AND asset_id = ?",
                asset.id()))
        .containsExactly("3");
    floor.saw(
        asset, "08:00 OFF", "10:00 IN_USE", "12:20 OFF", "12:30 IN_USE", "12:55 OFF", "13:20");
    follow("13:21");
    assertThat(floor.now(late).claim().attendance().usedUntil()).contains(at("12:20"));
    assertThat(floor.now(next).claim().attendance().checkedInAt()).contains(at("12:30"));
    assertThat(floor.now(next).claim().attendance().usedUntil()).contains(at("12:55"));
  }

  @Test
  void anOverrunIsTurnedAroundOnTheTermsOnWhichItWasBooked() {
    Asset asset = world.idleAsset("near");
    world.registry.registerFacility("harbor", "dock", "Dock", DomainWorld.BERLIN, 52.5, 13.4);
    world.policies.say(
        world.lakeside.id(),
        new Scope.OfAsset(asset.id()),
        Statement.read(
            """
            {"after": "PT10M",
             "transport": [{"beyondKm": 100, "before": "PT0S", "after": "PT2H"}]}
            """),
        "lena",
        DomainWorld.NOW);
    Reservation reservation = floor.booked(world.harbor, asset, "10:00", "12:00");
    floor.saw(asset, "08:00 OFF", "10:00 IN_USE", "12:25 OFF", "12:40");
    follow("12:41");
    assertThat(floor.now(reservation).status()).isEqualTo(Status.COMPLETED);
    assertThat(floor.now(reservation).blocked().end()).isEqualTo(at("12:35"));
  }

  @Test
  void theOwnerDoesNotLearnWhatWhoIsHeldUpCouldHaveInstead() {
    Asset asset = world.idleAsset("held-up-guest");
    floor.booked(world.lakeside, asset, "10:00", "12:00");
    floor.booked(world.harbor, asset, "12:10", "13:00");
    floor.saw(asset, "08:00 OFF", "10:00 IN_USE", "12:05");
    follow("12:06");
    assertThat(
            floor.strings(
                "SELECT o.code || ' ' || coalesce(jsonb_array_length(data -> 'alternatives'), 0)"
                    + " FROM event e JOIN organisation o ON o.id = e.organisation_id"
                    + " WHERE kind = 'next-start-delayed' AND asset_id = ?",
                asset.id()))
        .containsExactlyInAnyOrder("harbor 3", "lakeside 0");
  }

  @Test
  void useByOthersIsNotTakenForItsOwnersInTheForecast() {
    Asset asset = world.idleAsset("lent");
    Reservation guest = floor.booked(world.harbor, asset, "10:00", "11:00");
    Reservation own = floor.booked(world.lakeside, asset, "12:00", "13:00");
    floor.saw(asset, "08:00 OFF", "10:04 IN_USE", "10:30");
    follow("10:31");
    String lent =
        "SELECT from_time || ' ' || coalesce(to_time::text, '-') FROM borrowed_time WHERE loan = ?";
    assertThat(floor.strings(lent, guest.id())).singleElement().asString().endsWith(" -");
    floor.saw(
        asset, "08:00 OFF", "10:04 IN_USE", "10:50 OFF", "12:00 IN_USE", "12:50 OFF", "13:20");
    follow("13:21");
    assertThat(floor.strings(lent, guest.id()))
        .containsExactly("2026-11-23 10:04:00+00 2026-11-23 10:50:00+00");
    assertThat(floor.strings(lent, own.id())).isEmpty();
  }

  @Test
  void severalProcessesTakeEachStepOnce() throws Exception {
    List<Reservation> reservations = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Asset asset = world.idleAsset("shared-" + i);
      reservations.add(floor.booked(world.harbor, asset, "10:00", "12:00"));
      floor.saw(asset, "08:00 OFF", "10:04 IN_USE", "12:20 OFF", "12:40");
    }
    CyclicBarrier together = new CyclicBarrier(4);
    ExecutorService processes = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Attendances process = process();
        runs.add(
            processes.submit(
                () -> {
                  together.await();
                  process.follow(at("12:41"));
                  return null;
                }));
      }
      for (Future<?> run : runs) {
        run.get(60, SECONDS);
      }
    } finally {
      processes.shutdownNow();
    }
    for (Reservation each : reservations) {
      assertThat(floor.steps(each))
          .containsExactly("confirmed", "checked-in", "overrun", "completed");
    }
  }

  @Test
  void whoSleptForHoursWritesTheSameEndsAsWhoLookedAllAlong() {
    List<String> day = new ArrayList<>(List.of("08:00 OFF", "09:05 IN_USE", "09:50 OFF"));
    day.addAll(List.of("12:00 IN_USE", "13:15 OFF", "14:40 IN_USE", "14:50 OFF", "16:00"));
    Asset slept = world.idleAsset("slept");
    List<Reservation> ofSlept = threeOf(slept);
    floor.saw(slept, day.toArray(String[]::new));
    follow("16:00");
    Asset watched = world.idleAsset("watched");
    List<Reservation> ofWatched = threeOf(watched);
    Timeline seen = Scene.saw(day.toArray(String[]::new));
    Attendances process = process();
    for (Instant now = at("08:30"); now.isBefore(at("16:00")); now = now.plusSeconds(300)) {
      floor.saw(watched, Scene.before(seen, now));
      process.follow(now);
    }
    for (int i = 0; i < ofWatched.size(); i++) {
      Reservation one = floor.now(ofWatched.get(i));
      Reservation other = floor.now(ofSlept.get(i));
      assertThat(one.status()).isEqualTo(other.status());
      assertThat(one.claim().attendance()).isEqualTo(other.claim().attendance());
    }
    assertThat(ofSlept)
        .extracting(each -> floor.now(each).status())
        .containsExactly(Status.COMPLETED, Status.COMPLETED, Status.NO_SHOW);
  }

  private List<Reservation> threeOf(Asset asset) {
    return List.of(
        floor.booked(world.harbor, asset, "09:00", "10:00"),
        floor.booked(world.harbor, asset, "12:00", "13:00"),
        floor.booked(world.harbor, asset, "14:00", "15:00"));
  }

  private BookingOutcome bookedAt(
      String now, Organisation who, Asset asset, String from, String to) {
    return world.booking.book(
        new BookingRequest(
            world.viewer(who), asset.publicId(), new TimeRange(at(from), at(to)), false, ""),
        at(now));
  }

  private static Attendances process() {
    return new Attendances(
        world.database,
        world.registry,
        world.calendars,
        world.policies,
        new IdleForecasts(world.database),
        world.search,
        world.meters);
  }

  private static void follow(String now) {
    process().follow(at(now));
  }

  private static void lookBack(String now) {
    process().lookBack(at(now));
  }
}
