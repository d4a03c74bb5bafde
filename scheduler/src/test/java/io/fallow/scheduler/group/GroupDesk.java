package io.fallow.scheduler.group;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.booking.Candidate;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.booking.Violation;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What people do with series, bundles and the wait-list in a world, in few words. */
final class GroupDesk {

  final DomainWorld world;
  final SeriesService series;
  final BundleService bundles;
  final WaitList waitList;
  final WaitOffering offering;

  GroupDesk(DomainWorld world) {
    this.world = world;
    this.series = new SeriesService(world.database, world.booking, world.search);
    this.bundles = new BundleService(world.database, world.booking);
    this.waitList = new WaitList(world.database, world.booking);
    this.offering = new WaitOffering(world.database, world.booking, world.search);
  }

  SeriesPlan plan(Organisation who, Asset asset, String start, String rule, OnConflict way) {
    SeriesRequest request =
        new SeriesRequest(
            world.viewer(who),
            asset.publicId(),
            LocalDateTime.parse(start),
            Duration.ofHours(2),
            rule,
            way,
            "a series");
    return SeriesPlan.of(request, DomainWorld.BERLIN)
        .fold(
            plan -> plan,
            faults -> {
              throw new AssertionError(faults.toString());
            });
  }

  SeriesOutcome book(SeriesPlan plan) {
    Candidate candidate = candidate(plan);
    Proposals proposals = series.proposals(plan, candidate, NOW);
    return world.database.inTransaction(
        connection -> series.book(connection, plan, candidate, proposals, NOW));
  }

  Candidate candidate(SeriesPlan plan) {
    return series
        .prepare(plan, NOW)
        .fold(
            candidate -> candidate,
            turned -> {
              throw new AssertionError(turned.toString());
            });
  }

  BundleOutcome bundle(Organisation who, TimeRange during, boolean hold, Asset... assets) {
    List<Spot> spots =
        Arrays.stream(assets).map(each -> new Spot(each.publicId(), during)).toList();
    return bundle(new BundleRequest(world.viewer(who), spots, hold, "a bundle"));
  }

  BundleOutcome bundle(BundleRequest request) {
    BundleService.Ready ready = bundles.prepare(request, NOW);
    return world.database.inTransaction(connection -> bundles.book(connection, ready, NOW));
  }

  BookingOutcome single(Organisation who, Asset asset, TimeRange during) {
    return world.booking.book(
        new BookingRequest(world.viewer(who), asset.publicId(), during, false, ""), NOW);
  }

  Reservation singleBooked(Organisation who, Asset asset, TimeRange during) {
    return Attempts.fold(
        single(who, asset, during),
        reservation -> reservation,
        conflict -> {
          throw new AssertionError(conflict.toString());
        });
  }

  WaitEntry wait(Organisation who, Asset asset, TimeRange range, int leastHours, Instant now) {
    Wish wish =
        new Wish(
            asset.type(),
            Optional.of(asset.publicId()),
            Optional.empty(),
            Optional.empty(),
            range,
            Duration.ofHours(leastHours),
            Duration.ofHours(leastHours));
    return wait(who, wish, Optional.of(asset.id()), now);
  }

  WaitEntry wait(Organisation who, Wish wish, Optional<Integer> assetId, Instant now) {
    return world.database.inTransaction(
        connection ->
            waitList.enter(connection, world.viewer(who), wish, assetId, "", now).orElseThrow());
  }

  WaitEntry entry(Organisation who, WaitEntry entry, Instant now) {
    return waitList.get(world.viewer(who), entry.id(), now).orElseThrow();
  }

  static SeriesOutcome.Booked booked(SeriesOutcome outcome) {
    assertThat(outcome).isInstanceOf(SeriesOutcome.Booked.class);
    return (SeriesOutcome.Booked) outcome;
  }

  static List<Placement> notBooked(SeriesOutcome outcome) {
    assertThat(outcome).isInstanceOf(SeriesOutcome.NotBooked.class);
    return ((SeriesOutcome.NotBooked) outcome).placements();
  }

  static Bundle booked(BundleOutcome outcome) {
    assertThat(outcome).isInstanceOf(BundleOutcome.Booked.class);
    return ((BundleOutcome.Booked) outcome).bundle();
  }

  /** The codes of what is in the way of each time; none for one that is booked. */
  static List<List<String>> codes(List<Placement> placements) {
    return placements.stream()
        .map(each -> each.fold(booked -> List.<String>of(), clash -> codes(clash.conflict())))
        .toList();
  }

  static List<String> codes(Conflict conflict) {
    return conflict.named().stream().map(Violation::code).toList();
  }

  /** From some hours to some hours after now, which is 09:00 in Berlin. */
  static TimeRange slot(int fromHour, int toHour) {
    return new TimeRange(NOW.plus(Duration.ofHours(fromHour)), NOW.plus(Duration.ofHours(toHour)));
  }
}
