package io.fallow.sim.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds the operation that made a version of a reservation. */
final class Makers {

  private final Map<String, Operation> creations;
  private final Map<UUID, List<Operation>> changes;
  private final Map<String, List<Operation>> bumps;

  Makers(List<Operation> operations) {
    creations =
        operations.stream()
            .filter(operation -> operation.kind().creates())
            .collect(toMap(Operation::id, operation -> operation));
    changes =
        operations.stream()
            .filter(operation -> operation.reservation().isPresent())
            .collect(groupingBy(operation -> operation.reservation().get()));
    bumps =
        operations.stream()
            .filter(operation -> operation.kind() == Kind.BUMP)
            .collect(groupingBy(Operation::asset));
  }

  /** The operation, if any was under way at the commit that asks for just this. */
  Optional<Operation> of(Version version, Optional<Version> before) {
    return (before.isPresent() ? changes(version, before.get()) : creation(version))
        .filter(operation -> operation.mayHaveHappenedAt(version.committed()))
        .findFirst();
  }

  private Stream<Operation> creation(Version version) {
    State state = version.state();
    return Stream.ofNullable(creations.get(version.purpose()))
        .filter(operation -> state.version() == 1)
        .filter(operation -> operation.organisation().equals(version.organisation()))
        .filter(operation -> operation.asset().equals(state.asset()))
        .filter(operation -> wants(operation, state.during()))
        .filter(operation -> (operation.kind() == Kind.HOLD) == state.status().equals("HELD"))
        .filter(operation -> state.live());
  }

  private Stream<Operation> changes(Version version, Version before) {
    if (version.state().status().equals("BUMPED")) {
      return bumps.getOrDefault(version.state().asset(), List.of()).stream()
          .filter(bump -> bump.wanted().orElseThrow().overlaps(before.state().blocked()));
    }
    return changes.getOrDefault(version.state().id(), List.of()).stream()
        .filter(operation -> asksFor(operation, version.state(), before.state()));
  }

  private static boolean asksFor(Operation operation, State state, State before) {
    boolean sameTime = state.during().equals(before.during());
    return switch (operation.kind()) {
      case CONFIRM ->
          sameTime && before.status().equals("HELD") && state.status().equals("CONFIRMED");
      case CANCEL -> state.status().equals("CANCELLED") && before.live();
      case EXTEND, SHORTEN, MOVE ->
          wants(operation, state.during())
              && state.status().equals(before.status())
              && operation.seen().orElseThrow() == before.version();
      default -> false;
    };
  }

  private static boolean wants(Operation operation, Span during) {
    return operation.wanted().filter(during::equals).isPresent();
  }
}
