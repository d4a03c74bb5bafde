package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.booking.Desk.booked;
import static io.fallow.scheduler.booking.Desk.codes;
import static io.fallow.scheduler.booking.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingOutcome.NotFound;
import io.fallow.scheduler.booking.BookingOutcome.Overlaps;
import io.fallow.scheduler.calendar.ClosedDay;
import io.fallow.scheduler.calendar.Lockout;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.telemetry.registry.Asset;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BookingIT {

  private static final ClosedDay FAIR = new ClosedDay(LocalDate.parse("2026-12-08"), "fair");

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

  @Test
  void booksAnIdleWindow() {
    Asset asset = world.idleAsset("books");
    Reservation reservation = booked(desk.book(world.harbor, asset, slot(2, 4)));
    assertThat(reservation.asset()).isEqualTo("lakeside.books");
    assertThat(reservation.organisation()).isEqualTo("harbor");
    assertThat(reservation.status()).isEqualTo(Status.CONFIRMED);
    assertThat(reservation.during()).isEqualTo(slot(2, 4));
    assertThat(world.booking.get(world.viewer(world.harbor), reservation.id(), NOW))
        .contains(reservation);
  }

  @Test
  void booksBackToBackButNeverTwice() {
    Asset asset = world.idleAsset("twice");
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 4)));
    booked(desk.book(world.harbor, asset, slot(4, 5)));
    booked(desk.book(world.harbor, asset, slot(1, 2)));
    assertThat(desk.book(world.harbor, asset, slot(3, 4))).isEqualTo(new Overlaps(List.of(first)));
  }

  @Test
  void keepsTurnaroundFree() {
    Asset asset = world.idleAsset("turned");
    world.turnarounds.set("mri", Turnaround.NONE);
    world.turnarounds.set(asset, new Turnaround(Duration.ofMinutes(30), Duration.ofHours(1)));
    Reservation first = booked(desk.book(world.harbor, asset, slot(4, 6)));
    assertThat(first.blocked())
        .isEqualTo(first.during().widened(Duration.ofMinutes(30), Duration.ofHours(1)));
    assertThat(desk.book(world.harbor, asset, slot(7, 8))).isInstanceOf(Overlaps.class);
    assertThat(desk.book(world.harbor, asset, slot(2, 3))).isInstanceOf(Overlaps.class);
    assertThat(desk.book(world.harbor, asset, slot(1, 2))).isInstanceOf(Booked.class);
    assertThat(desk.book(world.harbor, asset, slot(8, 9))).isInstanceOf(Booked.class);
  }

  @Test
  void tellsOnlyTheBookerAndTheOwnerWhatIsInTheWay() {
    Asset asset = world.idleAsset("secret");
    Reservation own = booked(desk.book(world.lakeside, asset, slot(2, 4)));
    assertThat(desk.book(world.harbor, asset, slot(2, 4))).isEqualTo(new Overlaps(List.of()));
    assertThat(desk.book(world.lakeside, asset, slot(3, 5))).isEqualTo(new Overlaps(List.of(own)));
    Reservation partners = booked(desk.book(world.harbor, asset, slot(10, 12)));
    assertThat(desk.book(world.lakeside, asset, slot(11, 13)))
        .isEqualTo(new Overlaps(List.of(partners)));
  }

  @Test
  void hidesAssetsThatAreNotShared() {
    Asset asset = world.idleAsset("hidden");
    assertThat(desk.book(world.forge, asset, slot(2, 4))).isEqualTo(new NotFound());
    assertThat(desk.book(world.harbor, "lakeside.nothing", slot(2, 4))).isEqualTo(new NotFound());
    assertThat(desk.book(world.harbor, "no\0id", slot(2, 4))).isEqualTo(new NotFound());
  }

  @Test
  void namesEveryRuleThatARequestBreaks() {
    Asset asset = world.asset("strict", "mri");
    world.observe(asset, clock -> clock.getHour() == 12);
    world.calendars.addLockout(asset, new Lockout(slot(3, 4), "calibration"));
    world.calendars.addClosedDay(world.clinic, FAIR);
    booked(desk.book(world.lakeside, asset, slot(1, 2)));
    BookingOutcome outcome = desk.book(world.harbor, asset, slot(-10, 24 * 40));
    assertThat(codes(outcome))
        .containsExactly(
            "in-the-past",
            "too-long",
            "beyond-horizon",
            "holiday",
            "locked-out",
            "not-expected-idle",
            "overlaps");
  }

  @Test
  void saysOnlyThatTimeIsTakenToWhoeverBreaksNoRuleByItself() {
    Asset asset = world.idleAsset("late");
    Reservation first = booked(desk.book(world.harbor, asset, slot(2, 4)));
    world.calendars.addLockout(asset, new Lockout(slot(2, 4), "repair"));
    assertThat(desk.book(world.harbor, asset, slot(3, 5))).isEqualTo(new Overlaps(List.of(first)));
    assertThat(codes(desk.book(world.harbor, asset, slot(3, 24 * 40))))
        .contains("beyond-horizon", "locked-out", "overlaps");
  }

  @Test
  void namesTheGridBesideWhatIsInTheWay() {
    Asset asset = world.idleAsset("gridded");
    booked(desk.book(world.harbor, asset, slot(2, 4)));
    desk.say(asset, "{\"granularity\": \"PT1H\"}");
    TimeRange off = slot(2, 4).widened(Duration.ofMinutes(5), Duration.ZERO);
    assertThat(codes(desk.book(world.harbor, asset, off))).contains("off-grid", "overlaps");
  }

  @Test
  void refusesTimeThatIsNotOpenOrOfWhichTooLittleIsKnown() {
    Asset unknown = world.asset("unknown", "mri");
    assertThat(codes(desk.book(world.harbor, unknown, slot(2, 4)))).containsExactly("idle-unknown");
    Asset closed = world.idleAsset("closed");
    world.calendars.replaceOpenings(
        closed, WeeklyOpening.on(List.of(DayOfWeek.SUNDAY), "00:00", "24:00"));
    assertThat(codes(desk.book(world.harbor, closed, slot(2, 4))))
        .containsExactly("outside-opening");
  }

  @Test
  void refusesAHolidayABlinkAndAPurposeNobodyCanRead() {
    Asset asset = world.idleAsset("odd");
    world.calendars.addClosedDay(world.clinic, FAIR);
    Instant noon = Instant.parse("2026-12-08T11:00:00Z");
    BookingRequest odd =
        new BookingRequest(
            world.viewer(world.harbor),
            asset.publicId(),
            TimeRange.from(noon, Duration.ofMinutes(14)),
            false,
            "line\0break");
    assertThat(codes(world.booking.book(odd, NOW)))
        .containsExactly("too-short", "holiday", "purpose-unreadable");
  }

  @Test
  void doesNotFallOverExtremeTimes() {
    Asset asset = world.idleAsset("extreme");
    TimeRange ever = new TimeRange(Instant.MIN, Instant.MAX);
    assertThat(codes(desk.book(world.harbor, asset, ever)))
        .contains("in-the-past", "beyond-horizon");
    TimeRange late = new TimeRange(Instant.MAX.minusSeconds(3600), Instant.MAX);
    assertThat(codes(desk.book(world.harbor, asset, late))).containsExactly("beyond-horizon");
  }

  @Test
  void letsAnOwnerUseItsOwnAssetButNotALockedOutOne() {
    Asset asset = world.asset("owned", "mri");
    world.observe(asset, clock -> true);
    world.calendars.addLockout(asset, new Lockout(slot(10, 12), "repair"));
    assertThat(desk.book(world.lakeside, asset, slot(2, 4))).isInstanceOf(Booked.class);
    assertThat(codes(desk.book(world.lakeside, asset, slot(11, 13)))).containsExactly("locked-out");
  }

  @Test
  void countsBookingsByOutcome() {
    Asset asset = world.idleAsset("counted");
    double before = world.meters.counter("fallow.bookings", "outcome", "booked").count();
    booked(desk.book(world.harbor, asset, slot(2, 4)));
    assertThat(world.meters.counter("fallow.bookings", "outcome", "booked").count())
        .isEqualTo(before + 1);
  }
}
