package io.fallow.sim.history;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * No two clients were both told that an asset is theirs for the same time, whatever the database
 * says: each claim holds from the answer until somebody asks to end it, or it expires.
 */
final class SeenOverlaps implements Check {

  private record Claim(State state, Span held) {}

  @Override
  public List<Finding> look(Story story) {
    List<Finding> found = new ArrayList<>();
    Endings endings = new Endings(story.evidence().operations());
    Map<String, List<Claim>> claims =
        story.evidence().operations().stream()
            .filter(operation -> operation.kind() != Kind.READ)
            .flatMap(operation -> claim(operation, endings))
            .collect(groupingBy(claim -> claim.state().asset()));
    claims.values().forEach(ofAsset -> look(ofAsset, found));
    return found;
  }

  private static Stream<Claim> claim(Operation operation, Endings endings) {
    return operation.state().filter(State::live).stream()
        .flatMap(
            state -> {
              Instant end = endings.of(operation, state);
              return end.isAfter(operation.completed())
                  ? Stream.of(new Claim(state, new Span(operation.completed(), end)))
                  : Stream.empty();
            });
  }

  private void look(List<Claim> claims, List<Finding> found) {
    for (int i = 0; i < claims.size(); i++) {
      for (int j = i + 1; j < claims.size(); j++) {
        Claim one = claims.get(i);
        Claim other = claims.get(j);
        if (!one.state().id().equals(other.state().id())
            && one.state().blocked().overlaps(other.state().blocked())
            && one.held().overlaps(other.held())) {
          found.add(finding("both were told that it is theirs: " + one + " and " + other));
        }
      }
    }
  }

  /** When a claim may have ended at the earliest. */
  private static final class Endings {

    private final Map<UUID, List<Operation>> changes;
    private final Map<String, List<Operation>> bumps;

    Endings(List<Operation> operations) {
      changes =
          operations.stream()
              .filter(operation -> operation.kind() != Kind.READ && !operation.isRefused())
              .filter(operation -> operation.reservation().isPresent())
              .collect(groupingBy(operation -> operation.reservation().get()));
      bumps =
          operations.stream()
              .filter(operation -> operation.kind() == Kind.BUMP && !operation.isRefused())
              .collect(groupingBy(Operation::asset));
    }

    Instant of(Operation claimed, State state) {
      Stream<Instant> changed =
          changes.getOrDefault(state.id(), List.of()).stream()
              .filter(each -> !each.id().equals(claimed.id()))
              .filter(
                  each ->
                      each.state().map(State::version).orElse(Integer.MAX_VALUE) > state.version())
              .map(Operation::invoked);
      Stream<Instant> bumped =
          bumps.getOrDefault(state.asset(), List.of()).stream()
              .filter(each -> each.wanted().orElseThrow().overlaps(state.blocked()))
              .filter(each -> each.completed().isAfter(claimed.invoked()))
              .map(Operation::invoked);
      Stream<Instant> expired = state.pending() ? state.expiresAt().stream() : Stream.empty();
      return Stream.of(changed, bumped, expired)
          .flatMap(each -> each)
          .min(Instant::compareTo)
          .orElse(Instant.MAX);
    }
  }
}
