package io.fallow.sim.bench;

import java.time.Instant;

/**
 * What the database has of a plan's messages.
 *
 * @param messages in the ledger
 * @param readings in the table
 * @param odd messages whose readings in the table are not as many as were sent
 * @param lastCommit when the last of them was committed
 * @param p50 milliseconds from when a message was due to when it was committed
 * @param p99 the same
 * @param worst the same
 */
record Stored(
    long messages,
    long readings,
    long odd,
    Instant lastCommit,
    double p50,
    double p99,
    double worst) {}
