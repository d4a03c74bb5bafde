package io.fallow.scheduler.api.operation;

import io.fallow.scheduler.api.auth.Caller;
import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.sharing.Viewer;
import java.time.Instant;

/**
 * One request of an operation, read.
 *
 * @param now the instant at which it is answered
 * @param acceptsText whether it would rather have plain text than JSON
 * @param acceptsCsv whether it would rather have comma-separated values
 * @param acceptsEvents whether it would rather have a stream of server-sent events
 */
public record Call(
    Caller caller,
    Viewer viewer,
    Inputs inputs,
    Instant now,
    boolean acceptsText,
    boolean acceptsCsv,
    boolean acceptsEvents) {}
