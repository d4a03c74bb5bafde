package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingOutcome.NotFound;
import io.fallow.scheduler.booking.BookingOutcome.Overlaps;
import io.fallow.scheduler.booking.BookingOutcome.Refused;
import io.fallow.scheduler.calendar.ClosedDay;
import io.fallow.scheduler.calendar.Lockout;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BookingIT {

  private static final ClosedDay FAIR = new ClosedDay(LocalDate.parse("2026-12-08"), "fair");

  private static DomainWorld world;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void booksAnIdleWindow() {
    Asset asset = world.idleAsset("books");
    Reservation reservation = booked(book(world.harbor, asset, slot(2, 4)));
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
    Reservation first = booked(book(world.harbor, asset, slot(2, 4)));
    booked(book(world.harbor, asset, slot(4, 5)));
    booked(book(world.harbor, asset, slot(1, 2)));
    assertThat(book(world.harbor, asset, slot(3, 4))).isEqualTo(new Overlaps(List.of(first)));
  }

  @Test
  void keepsTurnaroundFree() {
    Asset asset = world.idleAsset("turned");
    world.turnarounds.set("mri", Turnaround.NONE);
    world.turnarounds.set(asset, new Turnaround(Duration.ofMinutes(30), Duration.ofHours(1)));
    Reservation first = booked(book(world.harbor, asset, slot(4, 6)));
    assertThat(first.blocked())
        .isEqualTo(first.during().widened(Duration.ofMinutes(30), Duration.ofHours(1)));
    assertThat(book(world.harbor, asset, slot(7, 8))).isInstanceOf(Overlaps.class);
    assertThat(book(world.harbor, asset, slot(2, 3))).isInstanceOf(Overlaps.class);
    assertThat(book(world.harbor, asset, slot(1, 2))).isInstanceOf(Booked.class);
    assertThat(book(world.harbor, asset, slot(8, 9))).isInstanceOf(Booked.class);
  }

  @Test
  void tellsOnlyTheBookerAndTheOwnerWhatIsInTheWay() {
    Asset asset = world.idleAsset("secret");
    Reservation own = booked(book(world.lakeside, asset, slot(2, 4)));
    assertThat(book(world.harbor, asset, slot(2, 4))).isEqualTo(new Overlaps(List.of()));
    assertThat(book(world.lakeside, asset, slot(3, 5))).isEqualTo(new Overlaps(List.of(own)));
    Reservation partners = booked(book(world.harbor, asset, slot(10, 12)));
    assertThat(book(world.lakeside, asset, slot(11, 13)))
        .isEqualTo(new Overlaps(List.of(partners)));
  }

  @Test
  void hidesAssetsThatAreNotShared() {
    Asset asset = world.idleAsset("hidden");
    assertThat(book(world.forge, asset, slot(2, 4))).isEqualTo(new NotFound());
    assertThat(book(world.harbor, "lakeside.nothing", slot(2, 4))).isEqualTo(new NotFound());
    assertThat(book(world.harbor, "no\0id", slot(2, 4))).isEqualTo(new NotFound());
  }

  @Test
  void namesEveryRuleThatARequestBreaks() {
    Asset asset = world.asset("strict", "mri");
    world.observe(asset, clock -> clock.getHour() == 12);
    world.calendars.addLockout(asset, new Lockout(slot(3, 4), "calibration"));
    world.calendars.addClosedDay(world.clinic, FAIR);
    booked(book(world.lakeside, asset, slot(1, 2)));
    BookingOutcome outcome = book(world.harbor, asset, slot(-10, 24 * 40));
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
  void refusesTimeThatIsNotOpenOrOfWhichTooLittleIsKnown() {
    Asset unknown = world.asset("unknown", "mri");
    assertThat(codes(book(world.harbor, unknown, slot(2, 4)))).containsExactly("idle-unknown");
    Asset closed = world.idleAsset("closed");
    world.calendars.replaceOpenings(
        closed, WeeklyOpening.on(List.of(DayOfWeek.SUNDAY), "00:00", "24:00"));
    assertThat(codes(book(world.harbor, closed, slot(2, 4)))).containsExactly("outside-opening");
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
    assertThat(codes(book(world.harbor, asset, ever))).contains("in-the-past", "beyond-horizon");
    TimeRange late = new TimeRange(Instant.MAX.minusSeconds(3600), Instant.MAX);
    assertThat(codes(book(world.harbor, asset, late))).containsExactly("beyond-horizon");
  }

  @Test
  void letsAnOwnerUseItsOwnAssetButNotALockedOutOne() {
    Asset asset = world.asset("owned", "mri");
    world.observe(asset, clock -> true);
    world.calendars.addLockout(asset, new Lockout(slot(10, 12), "repair"));
    assertThat(book(world.lakeside, asset, slot(2, 4))).isInstanceOf(Booked.class);
    assertThat(codes(book(world.lakeside, asset, slot(11, 13)))).containsExactly("locked-out");
  }

  @Test
  void confirmsAHoldInTime() {
    Asset asset = world.idleAsset("held");
    Reservation hold = booked(hold(world.harbor, asset, slot(2, 4), NOW));
    assertThat(hold.status()).isEqualTo(Status.HELD);
    assertThat(hold.holdExpiresAt()).contains(NOW.plus(Duration.ofMinutes(10)));
    Instant inTime = NOW.plus(Duration.ofMinutes(9));
    Reservation confirmed = changed(confirm(world.harbor, hold.id(), inTime));
    assertThat(confirmed.status()).isEqualTo(Status.CONFIRMED);
    assertThat(confirmed.changedAt()).isEqualTo(inTime);
    assertThat(changed(confirm(world.harbor, hold.id(), NOW.plus(Duration.ofHours(1)))))
        .isEqualTo(confirmed);
  }

  @Test
  void letsAHoldLapseWithoutAnybodysDoing() {
    Asset asset = world.idleAsset("lapsed");
    Reservation hold = booked(hold(world.harbor, asset, slot(2, 4), NOW));
    Instant lapsed = NOW.plus(Duration.ofMinutes(10));
    assertThat(world.booking.get(world.viewer(world.harbor), hold.id(), lapsed).orElseThrow())
        .extracting(Reservation::status)
        .isEqualTo(Status.EXPIRED);
    assertThat(code(confirm(world.harbor, hold.id(), lapsed))).isEqualTo("hold-expired");
    assertThat(code(cancel(world.harbor, hold.id(), lapsed))).isEqualTo("hold-expired");
    assertThat(hold(world.harbor, asset, slot(2, 4), lapsed)).isInstanceOf(Booked.class);
  }

  @Test
  void marksLapsedHoldsOnce() {
    Asset asset = world.idleAsset("marked");
    booked(hold(world.harbor, asset, slot(2, 4), NOW));
    Instant lapsed = NOW.plus(Duration.ofMinutes(10));
    assertThat(world.booking.expireHolds(NOW.plus(Duration.ofMinutes(9)))).isZero();
    assertThat(world.booking.expireHolds(lapsed)).isPositive();
    assertThat(world.booking.expireHolds(lapsed)).isZero();
  }

  @Test
  void givesTheTimeBackWhenCancelled() {
    Asset asset = world.idleAsset("cancelled");
    Reservation reservation = booked(book(world.harbor, asset, slot(2, 4)));
    assertThat(changed(cancel(world.harbor, reservation.id(), NOW)).status())
        .isEqualTo(Status.CANCELLED);
    assertThat(changed(cancel(world.harbor, reservation.id(), NOW)).status())
        .isEqualTo(Status.CANCELLED);
    assertThat(code(confirm(world.harbor, reservation.id(), NOW))).isEqualTo("cancelled");
    assertThat(book(world.harbor, asset, slot(2, 4))).isInstanceOf(Booked.class);
  }

  @Test
  void cancelsNothingThatIsOver() {
    Asset asset = world.idleAsset("over");
    Reservation reservation = booked(book(world.harbor, asset, slot(2, 4)));
    Instant end = reservation.end();
    assertThat(code(cancel(world.harbor, reservation.id(), end))).isEqualTo("already-over");
    assertThat(cancel(world.harbor, reservation.id(), end.minusSeconds(1)))
        .isInstanceOf(ChangeOutcome.Changed.class);
  }

  @Test
  void letsTheOwnerCancelButNotConfirm() {
    Asset asset = world.idleAsset("guarded");
    Reservation hold = booked(hold(world.harbor, asset, slot(2, 4), NOW));
    assertThat(code(confirm(world.lakeside, hold.id(), NOW))).isEqualTo("not-the-booker");
    assertThat(changed(cancel(world.lakeside, hold.id(), NOW)).status())
        .isEqualTo(Status.CANCELLED);
  }

  @Test
  void showsAReservationToNobodyElse() {
    Asset asset = world.idleAsset("private");
    Reservation reservation = booked(book(world.harbor, asset, slot(2, 4)));
    assertThat(world.booking.get(world.viewer(world.forge), reservation.id(), NOW)).isEmpty();
    assertThat(world.booking.list(world.viewer(world.forge), 100, NOW)).isEmpty();
    assertThat(cancel(world.forge, reservation.id(), NOW)).isEqualTo(new ChangeOutcome.NotFound());
    assertThat(confirm(world.forge, reservation.id(), NOW)).isEqualTo(new ChangeOutcome.NotFound());
    assertThat(cancel(world.harbor, UUID.randomUUID(), NOW))
        .isEqualTo(new ChangeOutcome.NotFound());
    assertThat(world.booking.list(world.viewer(world.lakeside), 100, NOW)).contains(reservation);
    assertThat(world.booking.list(world.viewer(world.harbor), 100, NOW)).contains(reservation);
  }

  @Test
  void countsBookingsByOutcome() {
    Asset asset = world.idleAsset("counted");
    double before = world.meters.counter("fallow.bookings", "outcome", "booked").count();
    booked(book(world.harbor, asset, slot(2, 4)));
    assertThat(world.meters.counter("fallow.bookings", "outcome", "booked").count())
        .isEqualTo(before + 1);
  }

  private static BookingOutcome book(Organisation who, Asset asset, TimeRange during) {
    return book(who, asset.publicId(), during);
  }

  private static BookingOutcome book(Organisation who, String asset, TimeRange during) {
    return world.booking.book(
        new BookingRequest(world.viewer(who), asset, during, false, "a test"), NOW);
  }

  private static BookingOutcome hold(Organisation who, Asset asset, TimeRange during, Instant now) {
    return world.booking.book(
        new BookingRequest(world.viewer(who), asset.publicId(), during, true, ""), now);
  }

  private static ChangeOutcome confirm(Organisation who, UUID id, Instant now) {
    return world.booking.confirm(world.viewer(who), id, now);
  }

  private static ChangeOutcome cancel(Organisation who, UUID id, Instant now) {
    return world.booking.cancel(world.viewer(who), id, now);
  }

  private static Reservation booked(BookingOutcome outcome) {
    assertThat(outcome).isInstanceOf(Booked.class);
    return ((Booked) outcome).reservation();
  }

  private static Reservation changed(ChangeOutcome outcome) {
    assertThat(outcome).isInstanceOf(ChangeOutcome.Changed.class);
    return ((ChangeOutcome.Changed) outcome).reservation();
  }

  private static String code(ChangeOutcome outcome) {
    assertThat(outcome).isInstanceOf(ChangeOutcome.NotPossible.class);
    return ((ChangeOutcome.NotPossible) outcome).violation().code();
  }

  private static List<String> codes(BookingOutcome outcome) {
    assertThat(outcome).isInstanceOf(Refused.class);
    return ((Refused) outcome).violations().stream().map(Violation::code).toList();
  }

  /** From some hours to some hours after now. */
  private static TimeRange slot(int fromHour, int toHour) {
    return new TimeRange(NOW.plus(Duration.ofHours(fromHour)), NOW.plus(Duration.ofHours(toHour)));
  }
}
