package io.fallow.telemetry.enrolment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * By what a gateway signs in at a broker, without its secret.
 *
 * @param createdBy who had it made: a person, {@code enrolment}, {@code gateway} or {@code
 *     registration}
 * @param endsAt from when on it is not valid any more; empty while nobody has said so
 * @param lastUsedAt about when it was last used to sign in, where the broker asks us; within a
 *     minute
 */
public record Credential(
    UUID id,
    Login login,
    Kind kind,
    Instant createdAt,
    String createdBy,
    Optional<Instant> endsAt,
    Optional<Instant> lastUsedAt) {

  /** How it proves who it is. */
  public enum Kind {
    /** By a generated password. */
    PASSWORD,
    /** By a certificate that the broker trusts, whose common name is the user name. */
    CERTIFICATE
  }

  /** Whether it is valid at an instant. */
  public boolean isLive(Instant now) {
    return endsAt.isEmpty() || now.isBefore(endsAt.get());
  }
}
