package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.Candidate;
import io.fallow.scheduler.group.Placement.Clash;
import io.fallow.scheduler.idle.IndexNotReadyException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what could be booked instead of the times of a series that can't. While the search isn't
 * ready, nothing is proposed: what can be booked is booked all the same. Blocks.
 */
final class AlternativeSearch {

  /** How far around a time is looked. */
  private static final Duration AROUND = Duration.ofDays(2);

  private final OfferedWindows windows;

  AlternativeSearch(OfferedWindows windows) {
    this.windows = windows;
  }

  /** What could be booked instead of each clash among some placements. */
  Proposals insteadOf(List<Placement> placements, Candidate candidate, Instant now) {
    List<Spot> taken =
        Attempts.booked(placements).stream()
            .map(each -> new Spot(each.asset(), each.blocked()))
            .toList();
    Map<Occurrence, List<Spot>> found = new HashMap<>();
    for (Placement each : placements) {
      if (each instanceof Clash) {
        found.put(each.occurrence(), instead(each.occurrence(), candidate, taken, now));
      }
    }
    return new Proposals(found);
  }

  private List<Spot> instead(
      Occurrence occurrence, Candidate candidate, List<Spot> taken, Instant now) {
    Spot wanted = new Spot(candidate.asset().asset().publicId(), occurrence.during());
    return Alternatives.nearest(wanted, offered(wanted, candidate, now), taken);
  }

  private List<Spot> offered(Spot wanted, Candidate candidate, Instant now) {
    try {
      return windows.of(candidate.viewer(), wish(wanted, candidate), now);
    } catch (IndexNotReadyException notReady) {
      return List.of();
    }
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
