package io.fallow.telemetry.enrolment;

import java.util.List;
import java.util.Optional;

/**
 * By what a gateway may come in.
 *
 * @param credentials newest first, ended ones too
 * @param enrolment present while a token of it waits to be used
 */
public record Standing(List<Credential> credentials, Optional<OpenEnrolment> enrolment) {

  /** Takes a copy. */
  public Standing {
    credentials = List.copyOf(credentials);
  }
}
