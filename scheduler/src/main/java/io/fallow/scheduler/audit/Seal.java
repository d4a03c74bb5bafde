package io.fallow.scheduler.audit;

import java.time.Instant;

/**
 * An entry's place in its organisation's chain.
 *
 * @param number from 1 on, without gaps
 * @param madeAt when the entry was made
 * @param digest of the entry
 * @param previous the code of the number before
 * @param keyId of the key that the code was made with
 * @param code over all of the above but the key's id
 */
public record Seal(
    int organisationId,
    long number,
    long entryId,
    Instant madeAt,
    Instant sealedAt,
    Code digest,
    Code previous,
    String keyId,
    Code code) {

  private static final String FORM = "fallow audit 1";

  /** A seal behind another one of the same organisation. */
  static Seal behind(ChainEnd end, AuditEntry entry, Instant sealedAt, AuditKeys keys) {
    Seal open =
        new Seal(
            entry.organisationId(),
            end.number() + 1,
            entry.id(),
            entry.at(),
            sealedAt,
            entry.digest(),
            end.code(),
            keys.current(),
            Code.NONE);
    return open.with(keys.code(keys.current(), open.said()));
  }

  private Seal with(Code made) {
    return new Seal(
        organisationId, number, entryId, madeAt, sealedAt, digest, previous, keyId, made);
  }

  /** The same, as if it stood elsewhere. */
  Seal at(int organisation, long otherNumber) {
    return new Seal(
        organisation, otherNumber, entryId, madeAt, sealedAt, digest, previous, keyId, code);
  }

  private byte[] said() {
    return new CanonicalBytes()
        .add(FORM)
        .add(organisationId)
        .add(number)
        .add(entryId)
        .add(madeAt)
        .add(sealedAt)
        .add(digest)
        .add(previous)
        .toByteArray();
  }

  /** Whether its code was made with its key; false also where that key is not at hand. */
  boolean holds(AuditKeys keys) {
    return keys.has(keyId) && keys.code(keyId, said()).equals(code);
  }

  ChainEnd end() {
    return new ChainEnd(number, code);
  }
}
