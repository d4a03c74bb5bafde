package io.fallow.scheduler.agreement;

import java.time.Instant;

/**
 * Who said something, for whom, and when.
 *
 * @param organisation its code
 */
public record Word(int organisationId, String organisation, String person, Instant at) {}
