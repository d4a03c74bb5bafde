package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.booking.Desk.booked;
import static io.fallow.scheduler.booking.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.ClosedDay;
import io.fallow.scheduler.calendar.LockoutKind;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.telemetry.forecast.ForecastWorker;
import io.fallow.telemetry.forecast.IdleForecast;
import io.fallow.telemetry.forecast.IdleForecasts;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.Question;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bookings that are judged before they are made, and what must not have changed in between. */
class ForesightIT {

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

  /** An asset whose forecast is kept. */
  private static Asset asset(String code) {
    Asset asset = world.asset(code, code);
    world.observe(asset, clock -> clock.getHour() == 3);
    try (ForecastWorker worker =
        new ForecastWorker(
            world.database, world.registry, world.meters, Clock.fixed(NOW, ZoneOffset.UTC))) {
      worker.runOnce();
    }
    return asset;
  }

  private static Candidate candidate(Asset asset, TimeRange during) {
    BookingRequest request =
        new BookingRequest(world.viewer(world.harbor), asset.publicId(), during, false, "");
    return world
        .booking
        .prepare(request, NOW)
        .fold(
            found -> found,
            turned -> {
              throw new AssertionError(turned);
            });
  }

  private static Optional<Look> foreseen(Candidate wanted) {
    return Foresight.isPlain(wanted, NOW)
        ? world.database.reading(connection -> Foresight.of(connection, wanted, NOW))
        : Optional.empty();
  }

  private static Optional<Reservation> made(Look look) {
    BookingAttempts attempts = new BookingAttempts(world.calendars, world.policies);
    return world.database.inTransaction(connection -> attempts.asForeseen(connection, look));
  }

  @Test
  void makesWhatIsPlainAndFreeAndTellsBothSides() {
    Asset asset = asset("plain");
    Reservation made = made(foreseen(candidate(asset, slot(2, 4))).orElseThrow()).orElseThrow();
    assertThat(desk.find(world.harbor, made)).isEqualTo(made);
    assertThat(desk.told(world.harbor, made)).containsExactly("reservation.confirmed");
    assertThat(desk.told(world.lakeside, made)).containsExactly("reservation.confirmed");
    assertThat(world.booking.history(world.viewer(world.harbor), made.id(), NOW).orElseThrow())
        .hasSize(1);
  }

  @Test
  void makesNothingOnTermsThatDoNotCountAnyMore() {
    Asset asset = asset("revised");
    Look look = foreseen(candidate(asset, slot(2, 4))).orElseThrow();
    desk.say(asset, "{\"withheld\":true}");
    assertThat(made(look)).isEmpty();
  }

  @Test
  void makesNothingOnceTheAssetIsLockedOut() {
    Asset asset = asset("locked");
    Look look = foreseen(candidate(asset, slot(2, 4))).orElseThrow();
    desk.lockOut(asset, LockoutKind.RECALL, slot(3, 5));
    assertThat(made(look)).isEmpty();
  }

  @Test
  void makesNothingOnceSomebodyHasTheTime() {
    Asset asset = asset("lost");
    Look look = foreseen(candidate(asset, slot(2, 4))).orElseThrow();
    booked(desk.book(world.lakeside, asset, slot(3, 5)));
    assertThat(made(look)).isEmpty();
  }

  @Test
  void foreseesNothingOfWhatIsTakenOrHasMoreThanWeeklyHoursOrBreaksARule() {
    Asset asset = asset("odd");
    assertThat(foreseen(candidate(asset, slot(2, 4)))).isPresent();
    assertThat(foreseen(candidate(asset, slot(17, 20)))).as("busy at 3:00").isEmpty();
    assertThat(foreseen(candidate(asset, slot(0, 2)))).as("asks what it does now").isEmpty();
    booked(desk.book(world.lakeside, asset, slot(3, 5)));
    assertThat(foreseen(candidate(asset, slot(2, 4)))).as("taken").isEmpty();
    world.calendars.addClosedDay(
        world.clinic, new ClosedDay(LocalDate.parse("2026-12-01"), "fair"));
    TimeRange fair = TimeRange.from(NOW.plus(Duration.ofDays(8)), Duration.ofHours(1));
    assertThat(foreseen(candidate(asset, fair))).as("closed").isEmpty();
    world.calendars.replaceOpenings(
        asset, WeeklyOpening.on(List.of(DayOfWeek.MONDAY), "15:00", "18:00"));
    assertThat(foreseen(candidate(asset, slot(6, 8)))).as("open").isPresent();
    assertThat(foreseen(candidate(asset, slot(8, 10)))).as("shut").isEmpty();
  }

  @Test
  void asksOfCalendarAndForecastWhatTheyAreAskedElsewhere() {
    Asset asset = asset("asked");
    TimeRange during = slot(14, 30);
    AssetCalendar whole = world.calendars.of(List.of(asset), during).get(asset.id());
    Optional<IdleForecast> part =
        world.database.reading(
            connection ->
                Question.both(
                    connection,
                    Calendars.plain(asset, during),
                    IdleForecasts.kept(asset, during.start(), during.end(), NOW),
                    (calendar, forecast) -> {
                      assertThat(calendar).contains(whole);
                      return forecast;
                    }));
    assertThat(part.orElseThrow().between(during.start(), during.end()))
        .isEqualTo(
            new IdleForecasts(world.database).of(asset, NOW).between(during.start(), during.end()));
  }
}
