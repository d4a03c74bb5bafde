package io.fallow.sim.history;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * One request, with the repetitions that it took until its result was known.
 *
 * @param id of its own: the purpose of a reservation, the reason of a lock-out
 * @param organisation of the client
 * @param reservation which it is about; absent for those that make one
 * @param seen the version that the client had seen and made a condition
 * @param wanted the time booked, or locked out
 * @param invoked when it was sent first
 * @param completed when its result was known
 * @param undecided attempts that ended without a word
 */
public record Operation(
    String id,
    String organisation,
    Kind kind,
    String asset,
    Optional<UUID> reservation,
    OptionalInt seen,
    Optional<Span> wanted,
    Instant invoked,
    Instant completed,
    int undecided,
    Result result) {

  /** In which the server must have dealt with it. */
  Span window() {
    return new Span(invoked, completed);
  }

  /** As answered; absent unless it was done. */
  public Optional<State> state() {
    return result.fold(done -> done, (status, codes) -> Optional.empty(), Optional::empty);
  }

  public boolean isDone() {
    return result instanceof Result.Done;
  }

  public boolean isRefused() {
    return result instanceof Result.Refused;
  }

  boolean mayHaveHappenedAt(Instant moment) {
    boolean over = !(result instanceof Result.Unknown) && moment.isAfter(completed);
    return !isRefused() && !moment.isBefore(invoked) && !over;
  }

  @Override
  public String toString() {
    return "%s %s by %s on %s%s from %s to %s: %s"
        .formatted(
            kind,
            id,
            organisation,
            asset,
            wanted.map(span -> " for " + span.from() + "/" + span.to()).orElse(""),
            invoked,
            completed,
            result);
  }
}
