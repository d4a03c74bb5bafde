package io.fallow.gateway.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * What waits in a queue.
 *
 * @param messages that the platform doesn't have yet, as far as the queue knows
 * @param readings in them, and in the few that were acknowledged in the last second
 * @param since time of a reading of the oldest message; absent when nothing waits
 * @param bytes of the store that are in use
 */
public record Waiting(long messages, long readings, Optional<Instant> since, long bytes) {}
