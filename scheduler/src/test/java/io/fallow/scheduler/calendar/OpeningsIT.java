package io.fallow.scheduler.calendar;

import static io.fallow.scheduler.DomainWorld.BERLIN;
import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.Asset;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpeningsIT {

  private static final TimeRange WEEK = TimeRange.from(NOW, Duration.ofDays(7));
  private static final LocalDate TUESDAY = LocalDate.parse("2026-11-24");

  private static DomainWorld world;
  private static Openings openings;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    openings = new Openings(world.database);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void keepsTheWeekWithItsValidity() {
    Asset asset = world.asset("valid", "mri");
    WeeklyOpening tuesday =
        new WeeklyOpening(
            DayOfWeek.TUESDAY,
            new DayHours(LocalTime.of(18, 0), LocalTime.MIDNIGHT),
            new Validity(Optional.of(TUESDAY), Optional.of(TUESDAY)));
    openings.replaceWeek(Place.of(asset), List.of(tuesday));
    assertThat(openings.week(Place.of(asset))).containsExactly(tuesday);
    assertThat(openings.week(Place.of(world.clinic))).hasSize(7);
    assertThat(calendar(asset).hours())
        .hasToString(
            "[2026-11-23T08:00:00Z, 2026-11-23T23:00:00Z), "
                + "[2026-11-24T17:00:00Z, 2026-11-30T08:00:00Z)");
  }

  @Test
  void keepsAnExceptionInThePlaceOfTheOneBefore() {
    Asset asset = world.asset("excepted", "mri");
    Place place = Place.of(asset);
    openings.putException(place, closed("training"));
    assertThat(calendar(asset).holidays()).containsEntry(TUESDAY, "training");
    OpeningException split =
        new OpeningException(TUESDAY, List.of(hours(8, 9), hours(10, 11)), "split");
    openings.putException(place, split);
    assertThat(openings.exceptions(place, TUESDAY, TUESDAY)).containsExactly(split);
    TimeRange tuesday =
        new TimeRange(
            TUESDAY.atStartOfDay(BERLIN).toInstant(),
            TUESDAY.plusDays(1).atStartOfDay(BERLIN).toInstant());
    assertThat(calendar(asset).open().intersect(TimeRanges.of(tuesday)))
        .hasToString(
            "[2026-11-24T07:00:00Z, 2026-11-24T08:00:00Z), "
                + "[2026-11-24T09:00:00Z, 2026-11-24T10:00:00Z)");
    assertThat(openings.removeException(place, TUESDAY)).isTrue();
    assertThat(openings.removeException(place, TUESDAY)).isFalse();
    assertThat(calendar(asset).open()).isEqualTo(TimeRanges.of(WEEK));
  }

  @Test
  void closesEveryAssetOfAFacilityByItsException() {
    Asset asset = world.asset("closing", "mri");
    world.calendars.replaceOpenings(asset, WeeklyOpening.always());
    openings.putException(Place.of(world.clinic), closed("strike"));
    assertThat(calendar(asset).open().length()).isEqualTo(Duration.ofDays(6));
    openings.removeException(Place.of(world.clinic), TUESDAY);
    assertThat(calendar(asset).open().length()).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void opensAClosedDayAgain() {
    LocalDate day = LocalDate.parse("2027-05-01");
    openings.addClosedDays(world.clinic, List.of(new ClosedDay(day, "May Day")));
    assertThat(openings.closedDays(world.clinic, day, day))
        .containsExactly(new ClosedDay(day, "May Day"));
    assertThat(openings.removeClosedDay(world.clinic, day)).isTrue();
    assertThat(openings.removeClosedDay(world.clinic, day)).isFalse();
    assertThat(openings.closedDays(world.clinic, day, day)).isEmpty();
  }

  private static OpeningException closed(String reason) {
    return new OpeningException(TUESDAY, List.of(), reason);
  }

  private static DayHours hours(int opens, int closes) {
    return new DayHours(LocalTime.of(opens, 0), LocalTime.of(closes, 0));
  }

  private static AssetCalendar calendar(Asset asset) {
    return world.calendars.of(List.of(asset), WEEK).get(asset.id());
  }
}
