package io.fallow.sim.trial;

import io.fallow.sim.history.Kind;
import io.fallow.sim.history.Operation;
import io.fallow.sim.history.Result;
import io.fallow.sim.history.Span;
import io.fallow.sim.history.State;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** What a client is about to ask for. */
record Wish(
    String id,
    Kind kind,
    String asset,
    Optional<UUID> reservation,
    OptionalInt seen,
    Optional<Span> wanted) {

  /** For something that is not there yet. */
  static Wish ofNew(String id, Kind kind, String asset, Span wanted) {
    return new Wish(id, kind, asset, Optional.empty(), OptionalInt.empty(), Optional.of(wanted));
  }

  /** About a reservation as it stands. */
  static Wish of(String id, Kind kind, State known) {
    return new Wish(
        id, kind, known.asset(), Optional.of(known.id()), OptionalInt.empty(), Optional.empty());
  }

  /** To give a reservation another time, if it is still as it was seen. */
  static Wish alter(String id, Kind kind, State seen, Span wanted) {
    return new Wish(
        id,
        kind,
        seen.asset(),
        Optional.of(seen.id()),
        OptionalInt.of(seen.version()),
        Optional.of(wanted));
  }

  /** To see the reservation that this is about. */
  Wish read(String newId) {
    return new Wish(newId, Kind.READ, asset, reservation, OptionalInt.empty(), Optional.empty());
  }

  /** Whether a version of the reservation is what this asks for. */
  boolean isMet(State version) {
    return switch (kind) {
      case CONFIRM -> version.status().equals("CONFIRMED");
      case CANCEL -> version.status().equals("CANCELLED");
      default ->
          seen.isPresent()
              && version.version() == seen.getAsInt() + 1
              && wanted.filter(version.during()::equals).isPresent();
    };
  }

  /** How it ended, now. */
  Operation ended(String organisation, Instant invoked, int undecided, Result result) {
    return new Operation(
        id,
        organisation,
        kind,
        asset,
        reservation,
        seen,
        wanted,
        invoked,
        Instant.now(),
        undecided,
        result);
  }
}
