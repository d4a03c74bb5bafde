package io.fallow.scheduler.booking;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.booking.Desk.booked;
import static io.fallow.scheduler.booking.Desk.changed;
import static io.fallow.scheduler.booking.Desk.code;
import static io.fallow.scheduler.booking.Desk.codes;
import static io.fallow.scheduler.booking.Desk.refused;
import static io.fallow.scheduler.booking.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome.Booked;
import io.fallow.scheduler.booking.BookingOutcome.Overlaps;
import io.fallow.scheduler.calendar.LockoutKind;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApprovalIT {

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

  private static Asset asset(String code) {
    Asset asset = world.idleAsset(code);
    desk.say(asset, "{\"approval\":\"owner\",\"approvalWithin\":\"PT12H\"}");
    return asset;
  }

  @Test
  void aPendingRequestHoldsItsTimeUntilTheOwnerApproves() {
    Asset asset = asset("approved");
    Reservation request = booked(desk.book(world.harbor, asset, slot(24, 26)));
    assertThat(request.status()).isEqualTo(Status.REQUESTED);
    assertThat(request.expiresAt()).contains(NOW.plus(Duration.ofHours(12)));
    assertThat(desk.book(world.lakeside, asset, slot(24, 26))).isInstanceOf(Overlaps.class);
    assertThat(code(desk.approve(world.harbor, request.id(), NOW))).isEqualTo("not-the-owner");
    Reservation confirmed = changed(desk.approve(world.lakeside, request.id(), NOW));
    assertThat(confirmed.status()).isEqualTo(Status.CONFIRMED);
    assertThat(changed(desk.approve(world.lakeside, request.id(), NOW))).isEqualTo(confirmed);
    assertThat(code(desk.decline(world.lakeside, request.id(), NOW))).isEqualTo("not-requested");
  }

  @Test
  void aDeclinedRequestFreesItsTimeAndSaysWhy() {
    Asset asset = asset("declined");
    Reservation request = booked(desk.book(world.harbor, asset, slot(24, 26)));
    assertThat(code(desk.decline(world.harbor, request.id(), NOW))).isEqualTo("not-the-owner");
    assertThat(changed(desk.decline(world.lakeside, request.id(), NOW)).status())
        .isEqualTo(Status.DECLINED);
    assertThat(world.booking.history(world.viewer(world.harbor), request.id(), NOW).orElseThrow())
        .last()
        .extracting(ReservationVersion::reason)
        .isEqualTo(Optional.of("no time"));
    assertThat(code(desk.approve(world.lakeside, request.id(), NOW))).isEqualTo("not-requested");
    assertThat(desk.book(world.harbor, asset, slot(24, 26))).isInstanceOf(Booked.class);
  }

  @Test
  void aRequestExpiresBeforeItsStart() {
    Asset asset = asset("pending");
    Reservation request = booked(desk.book(world.harbor, asset, slot(2, 4)));
    Instant expiry = request.expiresAt().orElseThrow();
    assertThat(expiry).isBefore(request.start());
    assertThat(code(desk.approve(world.lakeside, request.id(), expiry)))
        .isEqualTo("request-expired");
    assertThat(desk.find(world.harbor, request).status()).isEqualTo(Status.EXPIRED);
    assertThat(codes(desk.book(world.harbor, asset, slot(0, 2))))
        .containsExactly("too-late-for-approval");
  }

  @Test
  void aRequestWaitsUntilTheOwnersNoticeBeginsButForSomeMinutes() {
    Asset asset = asset("noticed");
    desk.say(asset, "{\"approval\":\"owner\",\"notice\":\"PT3H\"}");
    Reservation early = booked(desk.book(world.harbor, asset, slot(5, 6)));
    assertThat(early.expiresAt()).contains(NOW.plus(Duration.ofHours(2)));
    Reservation late = booked(desk.book(world.harbor, asset, slot(3, 4)));
    assertThat(late.expiresAt()).contains(NOW.plus(Duration.ofMinutes(5)));
  }

  @Test
  void aConfirmedTimeIsNeverLostToAChangeThatTheOwnerMightDecline() {
    Asset asset = asset("kept");
    Reservation request = booked(desk.book(world.harbor, asset, slot(24, 26)));
    Reservation confirmed = changed(desk.approve(world.lakeside, request.id(), NOW));
    for (TimeRange other : List.of(slot(24, 28), slot(23, 26), slot(25, 27), slot(48, 50))) {
      assertThat(refused(desk.move(world.harbor, confirmed, other, NOW)))
          .containsExactly("change-needs-owner");
    }
    assertThat(desk.find(world.harbor, confirmed)).isEqualTo(confirmed);
    Reservation shorter = changed(desk.move(world.harbor, confirmed, slot(24, 25), NOW));
    assertThat(shorter.status()).isEqualTo(Status.CONFIRMED);
    Reservation other = booked(desk.book(world.harbor, asset, slot(48, 50)));
    changed(desk.decline(world.lakeside, other.id(), NOW));
    assertThat(desk.find(world.harbor, confirmed)).isEqualTo(shorter);
    assertThat(changed(desk.move(world.lakeside, shorter, slot(48, 50), "as agreed", NOW)).status())
        .isEqualTo(Status.CONFIRMED);
  }

  @Test
  void aRequestMayBeMovedAndStaysOne() {
    Asset asset = asset("moved-request");
    Reservation request = booked(desk.book(world.harbor, asset, slot(24, 26)));
    Reservation moved = changed(desk.move(world.harbor, request, slot(30, 33), NOW));
    assertThat(moved.status()).isEqualTo(Status.REQUESTED);
    assertThat(moved.during()).isEqualTo(slot(30, 33));
  }

  @Test
  void aHoldBecomesARequestWhereTheOwnerApproves() {
    Asset asset = asset("asked");
    Reservation hold = booked(desk.hold(world.harbor, asset, slot(24, 26), NOW));
    assertThat(changed(desk.confirm(world.harbor, hold.id(), NOW)).status())
        .isEqualTo(Status.REQUESTED);
  }

  @Test
  void ownersReserveByTheSameWayAndNeedNobodysApproval() {
    Asset asset = asset("own");
    assertThat(booked(desk.book(world.lakeside, asset, slot(24, 26))).status())
        .isEqualTo(Status.CONFIRMED);
  }

  @Test
  void anOwnerBooksForAPartnerAndOverridesWithARecordedReason() {
    Asset asset = asset("favour");
    TimeRange blink = TimeRange.from(slot(24, 25).start(), Duration.ofMinutes(10));
    assertThat(codes(desk.bookFor(world.lakeside, "harbor", asset, blink, Optional.empty())))
        .containsExactly("too-short");
    Optional<String> reason = Optional.of("a short case");
    Reservation booked = booked(desk.bookFor(world.lakeside, "harbor", asset, blink, reason));
    assertThat(booked.organisation()).isEqualTo("harbor");
    assertThat(booked.claim().overrideReason()).isEqualTo(reason);
    assertThat(codes(desk.bookFor(world.harbor, "harbor", asset, slot(40, 42), reason)))
        .containsExactly("not-the-owner");
    assertThat(codes(desk.bookFor(world.lakeside, "forge", asset, slot(40, 42), reason)))
        .containsExactly("not-shared");
  }

  @Test
  void noReasonOverridesARecallOrTheLackOfOwnership() {
    Asset asset = asset("firm");
    desk.lockOut(asset, LockoutKind.RECALL, slot(24, 26));
    Optional<String> reason = Optional.of("please");
    assertThat(codes(desk.bookFor(world.lakeside, "harbor", asset, slot(24, 26), reason)))
        .containsExactly("locked-out");
    assertThat(codes(desk.override(world.harbor, asset, slot(30, 31), "please")))
        .containsExactly("not-yours-to-override");
  }
}
