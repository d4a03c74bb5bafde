package io.fallow.scheduler.attendance;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.Alternative;
import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.telemetry.registry.Asset;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NextBestIT {

  private DomainWorld world;
  private NextBest nextBest;

  @BeforeEach
  void create() {
    world = new DomainWorld();
    nextBest = new NextBest(world.search, world.registry);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** Every other hour of every day. */
  private static List<WeeklyOpening> everyOtherHour() {
    List<WeeklyOpening> week = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      for (int hour = 0; hour < 24; hour += 2) {
        week.add(new WeeklyOpening(day, LocalTime.of(hour, 0), LocalTime.of(hour + 1, 0)));
      }
    }
    return week;
  }

  private Reservation booked(Asset asset) {
    TimeRange during = TimeRange.from(NOW.plus(Duration.ofHours(2)), Duration.ofHours(2));
    BookingOutcome outcome =
        world.booking.book(
            new BookingRequest(
                world.viewer(world.harbor), asset.publicId(), during, /* hold= */ false, ""),
            NOW);
    return ((BookingOutcome.Booked) outcome).reservation();
  }

  @Test
  void findsAnAssetOfTheTypeHoweverManyWindowsOfOthersComeSooner() {
    Reservation reservation = booked(world.idleAsset("wanted"));
    for (String code : List.of("one", "two", "three")) {
      Asset other = world.asset(code, "ct");
      world.observe(other, clock -> false);
      world.calendars.replaceOpenings(other, everyOtherHour());
    }
    world.calendars.replaceOpenings(
        world.registry.asset(reservation.asset()).orElseThrow(),
        WeeklyOpening.on(List.of(DayOfWeek.FRIDAY), "08:00", "18:00"));
    assertThat(nextBest.of(reservation, NOW))
        .extracting(Alternative::asset)
        .containsOnly(reservation.asset());
  }
}
