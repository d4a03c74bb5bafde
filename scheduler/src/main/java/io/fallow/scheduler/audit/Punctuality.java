package io.fallow.scheduler.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Whether an entry was made when it says so, as far as its neighbours know: ids are given in the
 * order of time, and an entry is sealed within seconds of its commit. So one that was slipped in
 * later stands out, though it was sealed in good faith. For one chain, in the order of its numbers.
 */
final class Punctuality {

  /** How far clocks are believed to jump. */
  static final Duration JUMP = Duration.ofMinutes(1);

  /** Longer than any transaction of ours goes on. */
  static final Duration LONG = Duration.ofMinutes(15);

  /** The greatest id that was sealed by some time. */
  private record Reached(Instant sealedAt, long id) {}

  private final Deque<Reached> reached = new ArrayDeque<>();
  private long idLongAgo;
  private long latestId;
  private Instant latest = Instant.MIN;

  /** A seal that holds, of an entry that is what was sealed. */
  Optional<ChainFault> check(Seal seal) {
    Optional<ChainFault> fault = fault(seal);
    if (fault.isEmpty() && seal.madeAt().isAfter(latest)) {
      latest = seal.madeAt();
      latestId = seal.entryId();
    }
    note(seal);
    return fault;
  }

  private Optional<ChainFault> fault(Seal seal) {
    if (seal.madeAt().isAfter(seal.sealedAt().plus(JUMP))) {
      return misdated(seal, "says that it was made later than it was sealed, at ", seal.sealedAt());
    }
    if (seal.entryId() > latestId && latest.isAfter(seal.madeAt().plus(JUMP))) {
      return misdated(seal, "says that it was made before what is older, of ", latest);
    }
    forget(seal.sealedAt().minus(LONG));
    if (seal.entryId() < idLongAgo) {
      String detail =
          "was sealed only at %s, long after younger entries: slipped in, or of a transaction that took so long"
              .formatted(seal.sealedAt());
      return Optional.of(ChainFault.of(FaultKind.LATE, seal, detail));
    }
    return Optional.empty();
  }

  private static Optional<ChainFault> misdated(Seal seal, String detail, Instant than) {
    return Optional.of(ChainFault.of(FaultKind.MISDATED, seal, detail + than));
  }

  private void forget(Instant before) {
    while (!reached.isEmpty() && reached.peekFirst().sealedAt().isBefore(before)) {
      idLongAgo = Math.max(idLongAgo, reached.pollFirst().id());
    }
  }

  private void note(Seal seal) {
    Reached newest = reached.peekLast();
    if (newest != null && newest.sealedAt().equals(seal.sealedAt())) {
      reached.pollLast();
      reached.addLast(new Reached(newest.sealedAt(), Math.max(newest.id(), seal.entryId())));
    } else {
      reached.addLast(new Reached(seal.sealedAt(), seal.entryId()));
    }
  }
}
