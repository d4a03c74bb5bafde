package io.fallow.scheduler.group;

import io.fallow.scheduler.group.Placement.Clash;
import java.util.List;
import java.util.Map;

/**
 * What could be booked instead of the times of a series that can't, as it was before the series is
 * booked: the search asks the database itself, which no transaction that holds locks should wait
 * for.
 *
 * @param spots by the time, nearest first; none of a time that was free then
 */
public record Proposals(Map<Occurrence, List<Spot>> spots) {

  /** Where nobody asked for any. */
  static final Proposals NONE = new Proposals(Map.of());

  /** Takes a copy. */
  public Proposals {
    spots = Map.copyOf(spots);
  }

  /** The same placements, each clash with what was found for it. */
  List<Placement> addedTo(List<Placement> placements) {
    return placements.stream().map(each -> each.fold(booked -> each, this::added)).toList();
  }

  private Placement added(Clash clash) {
    return new Clash(
        clash.occurrence(), clash.conflict(), spots.getOrDefault(clash.occurrence(), List.of()));
  }
}
