package io.fallow.scheduler.group;

import static io.fallow.scheduler.DomainWorld.NOW;
import static io.fallow.scheduler.group.GroupDesk.booked;
import static io.fallow.scheduler.group.GroupDesk.codes;
import static io.fallow.scheduler.group.GroupDesk.notBooked;
import static io.fallow.scheduler.group.GroupDesk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.booking.Candidate;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Status;
import io.fallow.scheduler.group.Placement.Clash;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** It is Monday, 09:00 in Berlin; everything is free but what a test books. */
class SeriesIT {

  private static final String DAILY = "FREQ=DAILY;COUNT=4";

  private static DomainWorld world;
  private static GroupDesk desk;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    desk = new GroupDesk(world);
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void booksEveryTimeOfARule() {
    Asset asset = world.idleAsset("every");
    SeriesOutcome.Booked booked = booked(book(asset, "2026-11-24T10:00", OnConflict.REFUSE));
    assertThat(booked.series().reservations())
        .extracting(Reservation::during)
        .containsExactly(slot(25, 27), slot(49, 51), slot(73, 75), slot(97, 99));
    assertThat(booked.series().reservations())
        .allMatch(each -> each.status() == Status.CONFIRMED)
        .allMatch(each -> each.groupId().equals(Optional.of(booked.series().id())));
    assertThat(desk.series.get(world.viewer(world.harbor), booked.series().id(), NOW))
        .contains(booked.series());
    assertThat(desk.series.get(world.viewer(world.lakeside), booked.series().id(), NOW)).isEmpty();
  }

  @Test
  void booksAllOrNothing() {
    Asset asset = world.idleAsset("all");
    desk.singleBooked(world.lakeside, asset, slot(50, 60));
    List<Placement> placements = notBooked(book(asset, "2026-11-24T10:00", OnConflict.REFUSE));
    assertThat(codes(placements))
        .containsExactly(List.of(), List.of("overlaps"), List.of(), List.of());
    desk.singleBooked(world.harbor, asset, slot(25, 27));
  }

  @Test
  void skipsConflictsAndNamesEveryBrokenRuleOfEach() {
    Asset asset = world.idleAsset("skips");
    desk.singleBooked(world.lakeside, asset, slot(50, 60));
    SeriesPlan plan =
        desk.plan(world.harbor, asset, "2026-11-22T10:00", "FREQ=DAILY;COUNT=4", OnConflict.SKIP);
    SeriesOutcome.Booked booked = booked(desk.book(plan));
    assertThat(codes(booked.placements()))
        .containsExactly(List.of("in-the-past"), List.of(), List.of(), List.of("overlaps"));
    assertThat(booked.series().reservations()).hasSize(2);
  }

  @Test
  void booksNoSeriesOfWhichNoTimeCanBeBooked() {
    Asset asset = world.idleAsset("none");
    desk.singleBooked(world.lakeside, asset, slot(20, 120));
    List<Placement> placements = notBooked(book(asset, "2026-11-24T10:00", OnConflict.SKIP));
    assertThat(placements).hasSize(4).allMatch(each -> each instanceof Clash);
  }

  @Test
  void proposesTheNearestFreeTimesForEachConflict() {
    Asset asset = world.asset("proposes", "ct");
    world.observe(asset, clock -> false);
    desk.singleBooked(world.lakeside, asset, slot(49, 52));
    SeriesOutcome.Booked booked = booked(book(asset, "2026-11-24T10:00", OnConflict.PROPOSE));
    assertThat(booked.series().reservations()).hasSize(3);
    Clash clash = (Clash) booked.placements().get(1);
    assertThat(clash.alternatives())
        .isNotEmpty()
        .allMatch(each -> each.during().length().equals(Duration.ofHours(2)));
    assertThat(clash.alternatives())
        .filteredOn(each -> each.asset().equals(asset.publicId()))
        .extracting(Spot::during)
        .contains(slot(47, 49));
  }

  @Test
  void proposesWithASingleConnectionAsNoSearchWaitsForOneInsideTheBooking() {
    Asset asset = world.asset("poor", "xray");
    world.observe(asset, clock -> false);
    desk.singleBooked(world.lakeside, asset, slot(49, 52));
    SeriesPlan plan = desk.plan(world.harbor, asset, "2026-11-24T10:00", DAILY, OnConflict.PROPOSE);
    try (Database poor = world.open(1)) {
      SeriesService series = SchedulerServices.over(poor, new SimpleMeterRegistry()).series();
      Candidate candidate = desk.candidate(plan);
      Proposals proposals = series.proposals(plan, candidate, NOW);
      SeriesOutcome outcome =
          poor.inTransaction(
              connection -> series.book(connection, plan, candidate, proposals, NOW));
      Clash clash = (Clash) booked(outcome).placements().get(1);
      assertThat(clash.alternatives()).extracting(Spot::during).contains(slot(47, 49));
    }
  }

  @Test
  void aTimeThatTheClockSkipsIsAConflictByName() {
    Asset asset = world.idleAsset("dst");
    SeriesPlan plan =
        desk.plan(world.harbor, asset, "2027-03-27T02:30", "FREQ=DAILY;COUNT=3", OnConflict.SKIP);
    assertThat(codes(notBooked(desk.book(plan))))
        .containsExactly(
            List.of("beyond-horizon"),
            List.of("nonexistent-local-time"),
            List.of("beyond-horizon"));
  }

  @Test
  void aPreviewSeesWhatBookingWouldAndBooksNothing() {
    Asset asset = world.idleAsset("preview");
    desk.singleBooked(world.lakeside, asset, slot(50, 60));
    SeriesPlan plan = desk.plan(world.harbor, asset, "2026-11-24T10:00", DAILY, OnConflict.SKIP);
    List<Placement> seen = desk.series.preview(plan, desk.candidate(plan), NOW);
    assertThat(codes(seen)).containsExactly(List.of(), List.of("overlaps"), List.of(), List.of());
    assertThat(codes(booked(desk.book(plan)).placements())).isEqualTo(codes(seen));
  }

  @Test
  void timesOfASeriesDoNotOverlapEachOther() {
    Asset asset = world.idleAsset("itself");
    SeriesPlan plan =
        desk.plan(world.harbor, asset, "2026-11-24T10:00", "FREQ=HOURLY;COUNT=4", OnConflict.SKIP);
    assertThat(codes(booked(desk.book(plan)).placements()))
        .containsExactly(List.of(), List.of("overlaps"), List.of(), List.of("overlaps"));
  }

  @Test
  void cancelsTheRestOfASeriesFromAnInstantOn() {
    Asset asset = world.idleAsset("rest");
    Series series = booked(book(asset, "2026-11-24T10:00", OnConflict.REFUSE)).series();
    Instant thirdDay = slot(73, 75).start();
    assertThat(cancel(series, Optional.of(thirdDay)))
        .containsExactly(Status.CONFIRMED, Status.CONFIRMED, Status.CANCELLED, Status.CANCELLED);
    assertThat(cancel(series, Optional.empty())).containsOnly(Status.CANCELLED);
    assertThat(cancel(series, Optional.empty())).containsOnly(Status.CANCELLED);
    assertThat(desk.series.cancel(world.viewer(world.forge), series.id(), Optional.empty(), NOW))
        .isEmpty();
  }

  private static List<Status> cancel(Series series, Optional<Instant> from) {
    return desk
        .series
        .cancel(world.viewer(world.harbor), series.id(), from, NOW)
        .orElseThrow()
        .reservations()
        .stream()
        .map(Reservation::status)
        .toList();
  }

  private static SeriesOutcome book(Asset asset, String start, OnConflict way) {
    return desk.book(desk.plan(world.harbor, asset, start, DAILY, way));
  }
}
