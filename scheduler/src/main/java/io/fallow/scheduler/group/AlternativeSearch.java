package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.Candidate;
import io.fallow.scheduler.group.Placement.Clash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds what could be booked instead of the times of a series that can't. */
final class AlternativeSearch {

  /** How far around a time is looked. */
  private static final Duration AROUND = Duration.ofDays(2);

  private final OfferedWindows windows;

  AlternativeSearch(OfferedWindows windows) {
    this.windows = windows;
  }

  /** The same placements, each clash with its alternatives. */
  List<Placement> added(List<Placement> placements, Candidate candidate, Instant now) {
    List<Spot> taken =
        Attempts.booked(placements).stream()
            .map(each -> new Spot(each.asset(), each.blocked()))
            .toList();
    return placements.stream()
        .map(each -> each.fold(booked -> each, clash -> added(clash, candidate, taken, now)))
        .toList();
  }

  private Placement added(Clash clash, Candidate candidate, List<Spot> taken, Instant now) {
    Spot wanted = new Spot(candidate.asset().asset().publicId(), clash.occurrence().during());
    List<Spot> offered = windows.of(candidate.viewer(), wish(wanted, candidate), now);
    List<Spot> nearest = Alternatives.nearest(wanted, offered, taken);
    return new Clash(clash.occurrence(), clash.conflict(), nearest);
  }

  private static Wish wish(Spot wanted, Candidate candidate) {
    return new Wish(
        candidate.asset().asset().type(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        wanted.during().widened(AROUND, AROUND),
        wanted.during().length(),
        wanted.during().length());
  }
}
