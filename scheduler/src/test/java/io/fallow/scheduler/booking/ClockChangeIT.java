package io.fallow.scheduler.booking;

import static io.fallow.scheduler.booking.Desk.booked;
import static io.fallow.scheduler.booking.Desk.changed;
import static io.fallow.scheduler.booking.Desk.codes;
import static io.fallow.scheduler.booking.Desk.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.WeeklyOpening;
import io.fallow.telemetry.registry.Asset;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The clock in Berlin is set back an hour in the night to Sunday, 25 October 2026. */
class ClockChangeIT {

  private static final Instant SATURDAY = Instant.parse("2026-10-24T08:00:00Z");

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

  private static Asset openAtNight(String code) {
    Asset asset = world.asset(code, "mri");
    world.observe(asset, SATURDAY, clock -> false);
    world.calendars.replaceOpenings(
        asset, WeeklyOpening.on(EnumSet.allOf(DayOfWeek.class), "18:00", "06:00"));
    return asset;
  }

  private static TimeRange night(String end) {
    return new TimeRange(Instant.parse("2026-10-24T16:00:00Z"), Instant.parse(end));
  }

  @Test
  void aNightOfThirteenHoursIsBookedWhole() {
    Asset asset = openAtNight("night");
    TimeRange whole = night("2026-10-25T05:00:00Z");
    assertThat(booked(desk.book(world.harbor, asset, whole, SATURDAY)).during().length())
        .isEqualTo(Duration.ofHours(13));
  }

  @Test
  void theOpeningEndsByTheWallClockAlsoForAddedTime() {
    Asset asset = openAtNight("added");
    assertThat(codes(desk.book(world.harbor, asset, night("2026-10-25T05:15:00Z"), SATURDAY)))
        .containsExactly("outside-opening");
    Reservation early =
        booked(desk.book(world.harbor, asset, night("2026-10-25T00:30:00Z"), SATURDAY));
    Reservation longer =
        changed(desk.move(world.harbor, early, night("2026-10-25T05:00:00Z"), SATURDAY));
    assertThat(refused(desk.move(world.harbor, longer, night("2026-10-25T05:15:00Z"), SATURDAY)))
        .containsExactly("outside-opening");
  }
}
