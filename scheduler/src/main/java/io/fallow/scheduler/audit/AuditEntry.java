package io.fallow.scheduler.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * That somebody added, changed or removed a row.
 *
 * @param organisationId for which one it was done; {@link #PLATFORM} for none
 * @param actor who did it, such as {@code marta.silva@harbor-clinic}
 * @param what the table
 * @param action insert, update or delete
 * @param key of the row
 * @param before JSON: of an update the columns that it changed
 * @param after JSON
 */
public record AuditEntry(
    long id,
    int organisationId,
    String actor,
    Instant at,
    String what,
    String action,
    String key,
    Optional<String> before,
    Optional<String> after) {

  /** No organisation: what the platform does for itself. */
  public static final int PLATFORM = 0;

  /** SHA-256 of all that it says; not of its id, which its seal holds. */
  Code digest() {
    return new CanonicalBytes()
        .add(organisationId)
        .add(actor)
        .add(at)
        .add(what)
        .add(action)
        .add(key)
        .add(before.orElse(null))
        .add(after.orElse(null))
        .digest();
  }

  /** In a line, for people. */
  String inWords() {
    return "%s of %s %s by %s".formatted(action, what, key, actor);
  }
}
