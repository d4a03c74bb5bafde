package io.fallow.telemetry.enrolment;

import java.time.Instant;

/** That a gateway's token has not been used yet. */
public record OpenEnrolment(Instant createdAt, String createdBy, Instant expiresAt) {}
