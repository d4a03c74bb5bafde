package io.fallow.telemetry.enrolment;

import io.fallow.telemetry.secret.Secret;
import java.time.Instant;

/**
 * A one-time token at the moment at which it was made, the only one at which it is known.
 *
 * @param expiresAt from when on it is worth nothing
 */
public record EnrolmentToken(String token, Instant expiresAt) {

  /** How each begins, so that scanners of source code find a leaked one. */
  private static final String PREFIX = "fge_";

  /** A new one. */
  static EnrolmentToken until(Instant expiresAt) {
    return new EnrolmentToken(PREFIX + Secret.random(), expiresAt);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "EnrolmentToken[until " + expiresAt + "]";
  }
}
