package io.fallow.sim.history;

import java.time.Instant;

/**
 * A lock-out as the database has it.
 *
 * @param reason the id of the operation that made it
 * @param committed when its transaction was
 */
public record Lockout(String asset, Span during, String reason, Instant committed) {}
