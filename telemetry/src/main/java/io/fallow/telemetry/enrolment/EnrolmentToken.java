package io.fallow.telemetry.enrolment;

import java.time.Instant;

/**
 * A one-time token at the moment at which it was made, the only one at which it is known.
 *
 * @param expiresAt from when on it is worth nothing
 */
public record EnrolmentToken(String token, Instant expiresAt) {

  /** Without the token. */
  @Override
  public String toString() {
    return "EnrolmentToken[until " + expiresAt + "]";
  }
}
