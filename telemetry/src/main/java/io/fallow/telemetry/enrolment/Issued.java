package io.fallow.telemetry.enrolment;

import java.util.Optional;

/**
 * A credential at the moment at which it was made, the only one at which its secret is known.
 *
 * @param password empty for a certificate's
 */
public record Issued(Credential credential, Optional<String> password) {

  /** Without the password. */
  @Override
  public String toString() {
    return "Issued[" + credential + "]";
  }
}
