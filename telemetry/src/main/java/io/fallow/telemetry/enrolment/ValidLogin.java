package io.fallow.telemetry.enrolment;

import io.fallow.telemetry.registry.PasswordHash;
import java.util.Optional;

/**
 * A login that is valid at present.
 *
 * @param password what is kept of its password; empty for one that comes with a certificate
 */
public record ValidLogin(Login login, Optional<PasswordHash> password) {}
