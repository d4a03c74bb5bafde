package io.fallow.scheduler.audit;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Something that is wrong with an organisation's chain.
 *
 * @param from the first number concerned; 0 where that is none
 * @param to the last number concerned
 * @param since when the first was made; as sealed, where the seal holds
 * @param until when the last was made
 * @param detail in words
 */
public record ChainFault(
    FaultKind kind,
    int organisationId,
    long from,
    long to,
    Optional<Instant> since,
    Optional<Instant> until,
    String detail) {

  static final Comparator<ChainFault> IN_ORDER =
      Comparator.comparingInt(ChainFault::organisationId)
          .thenComparingLong(ChainFault::from)
          .thenComparing(ChainFault::kind);

  /** Of one number. What is read from entries goes to terminals: without control characters. */
  static ChainFault of(FaultKind kind, Seal seal, String detail) {
    Optional<Instant> madeAt = Optional.of(seal.madeAt());
    return new ChainFault(
        kind, seal.organisationId(), seal.number(), seal.number(), madeAt, madeAt, clean(detail));
  }

  static ChainFault of(FaultKind kind, AuditEntry entry, String detail) {
    Optional<Instant> at = Optional.of(entry.at());
    return new ChainFault(kind, entry.organisationId(), 0, 0, at, at, clean(detail));
  }

  private static String clean(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** The same of two neighbours that are told together; empty if they are not. */
  Optional<ChainFault> with(ChainFault next) {
    boolean together =
        kind == FaultKind.UNKNOWN_KEY
            && next.kind == kind
            && next.organisationId == organisationId
            && next.from == to + 1
            && next.detail.equals(detail);
    return together
        ? Optional.of(
            new ChainFault(kind, organisationId, from, next.to, since, next.until, detail))
        : Optional.empty();
  }
}
