package io.fallow.telemetry.rejects;

import io.fallow.gateway.wire.GatewayAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * Which rejects are meant.
 *
 * @param since those that came at this instant or later
 * @param replayedToo also those whose readings are stored by now
 */
public record RejectFilter(
    Optional<GatewayAddress> gateway,
    Optional<String> reason,
    Optional<Instant> since,
    boolean replayedToo) {}
