package io.fallow.scheduler.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which of its organisation's entries a reader wants.
 *
 * @param from made at this instant or later
 * @param to made before this instant
 * @param actor who made it
 * @param what the table
 * @param key of the row
 * @param before only lower numbers than this
 * @param limit at most so many
 */
public record AuditFilter(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> actor,
    Optional<String> what,
    Optional<String> key,
    OptionalLong before,
    int limit) {}
