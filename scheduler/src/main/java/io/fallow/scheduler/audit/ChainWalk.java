package io.fallow.scheduler.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Goes along one organisation's chain, number by number, and holds each against the one before and
 * each entry against its seal. What it can't explain by itself is left to {@link Suspects}. For one
 * thread.
 */
final class ChainWalk {

  private final int organisationId;
  private final AuditKeys keys;
  private final Suspects suspects;
  private final Punctuality punctuality = new Punctuality();
  private final List<ChainFault> faults = new ArrayList<>();
  private final Set<String> tables = new TreeSet<>();
  private long entries;
  private Seal last;
  private boolean lastHolds = true;

  ChainWalk(int organisationId, AuditKeys keys, Suspects suspects) {
    this.organisationId = organisationId;
    this.keys = keys;
    this.suspects = suspects;
  }

  /** The next seal, by number, and the entry that it names, if that is there. */
  void take(Seal seal, Optional<AuditEntry> entry) {
    long number = last == null ? 0 : last.number();
    boolean next = seal.number() == number + 1;
    if (seal.number() > number + 1) {
      missing(number + 1, seal);
    }
    boolean holds = seal.holds(keys);
    checkSeal(seal, holds, next);
    entry.ifPresentOrElse(found -> checkEntry(seal, holds, found), () -> deleted(seal));
    last = seal;
    lastHolds = holds;
  }

  private void missing(long from, Seal next) {
    long to = next.number() - 1;
    String gone =
        from == to ? "number %d is gone".formatted(from) : "numbers %d to %d".formatted(from, to);
    String detail = gone + (from == to ? "" : " are gone") + ", entries and seals";
    Optional<Instant> since = Optional.ofNullable(last).map(Seal::madeAt);
    Optional<Instant> until = Optional.of(next.madeAt());
    faults.add(new ChainFault(FaultKind.MISSING, organisationId, from, to, since, until, detail));
    suspects.gap(organisationId, from, to);
  }

  private void checkSeal(Seal seal, boolean holds, boolean next) {
    if (!keys.has(seal.keyId())) {
      fault(
          FaultKind.UNKNOWN_KEY,
          seal,
          "sealed with the key " + seal.keyId() + ", which is not here");
    } else if (!holds) {
      suspects.seal(seal);
    } else if (next
        && lastHolds
        && !seal.previous().equals(last == null ? Code.NONE : last.code())) {
      fault(FaultKind.DISJOINT, seal, "was sealed behind another than what stands before it");
    }
  }

  private void checkEntry(Seal seal, boolean holds, AuditEntry entry) {
    entries++;
    Code digest = entry.digest();
    if (!digest.equals(seal.digest())) {
      suspects.changed(seal, entry, digest);
    } else if (holds) {
      tables.add(entry.what());
      punctuality.check(seal).ifPresent(faults::add);
    }
  }

  private void deleted(Seal seal) {
    suspects.deleted(seal);
    fault(FaultKind.DELETED, seal, "entry %d is gone".formatted(seal.entryId()));
  }

  private void fault(FaultKind kind, Seal seal, String detail) {
    faults.add(ChainFault.of(kind, seal, detail));
  }

  /** Those found so far, in order, without what is left to suspects. */
  List<ChainFault> faults() {
    return List.copyOf(faults);
  }

  /** Tables of which sound entries tell. */
  Set<String> tables() {
    return Set.copyOf(tables);
  }

  ChainSummary summary() {
    return new ChainSummary(organisationId, entries, Optional.ofNullable(last));
  }
}
