package io.fallow.sim.history;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The evidence in order: which version of a reservation stood when, and who made it. */
final class Story {

  /** How long after its commit a change that nobody asked for may be seen at the latest. */
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(1);

  /**
   * A version and the time in which it stood.
   *
   * @param until the next one's commit
   * @param maker absent where no operation explains it
   * @param seenUntil when the next version was seen at the latest: who asked before may have been
   *     told of this one
   */
  record Standing(
      Version version, Instant from, Instant until, Optional<Operation> maker, Instant seenUntil) {

    State state() {
      return version.state();
    }

    Span stood() {
      return new Span(from, until);
    }

    Span seen() {
      return new Span(from, seenUntil);
    }
  }

  private final Evidence evidence;
  private final Map<UUID, List<Standing>> byReservation = new HashMap<>();
  private final Map<String, List<Standing>> byAsset = new HashMap<>();

  Story(Evidence evidence) {
    this.evidence = evidence;
    Makers makers = new Makers(evidence.operations());
    evidence.versions().stream()
        .collect(groupingBy(version -> version.state().id()))
        .forEach((id, versions) -> tell(id, versions, makers));
    byReservation.values().stream()
        .flatMap(List::stream)
        .forEach(
            standing ->
                byAsset
                    .computeIfAbsent(standing.state().asset(), asset -> new ArrayList<>())
                    .add(standing));
  }

  private void tell(UUID id, List<Version> versions, Makers makers) {
    List<Version> inOrder =
        versions.stream()
            .sorted(Comparator.comparingInt(version -> version.state().version()))
            .toList();
    List<Standing> standings = new ArrayList<>();
    Standing after = null;
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      Optional<Version> before = i == 0 ? Optional.empty() : Optional.of(inOrder.get(i - 1));
      after = standing(inOrder.get(i), makers.of(inOrder.get(i), before), after);
      standings.add(0, after);
    }
    byReservation.put(id, standings);
  }

  private static Standing standing(Version version, Optional<Operation> maker, Standing after) {
    Instant from = version.committed();
    if (after == null) {
      return new Standing(version, from, Instant.MAX, maker, Instant.MAX);
    }
    Instant seen = after.maker().map(Operation::completed).orElse(after.from().plus(SEEN_WITHIN));
    Instant until = later(from, after.from());
    return new Standing(version, from, until, maker, later(until, seen));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  Evidence evidence() {
    return evidence;
  }

  /** The versions of a reservation in their order; none if there is no such reservation. */
  List<Standing> of(UUID reservation) {
    return byReservation.getOrDefault(reservation, List.of());
  }

  /** The versions of all reservations of an asset. */
  List<Standing> of(String asset) {
    return byAsset.getOrDefault(asset, List.of());
  }

  Stream<List<Standing>> reservations() {
    return byReservation.values().stream();
  }

  Stream<List<Standing>> assets() {
    return byAsset.values().stream();
  }

  /** The version that the database has of a reservation, with this number. */
  Optional<Standing> version(UUID reservation, int number) {
    return of(reservation).stream()
        .filter(standing -> standing.state().version() == number)
        .findFirst();
  }
}
