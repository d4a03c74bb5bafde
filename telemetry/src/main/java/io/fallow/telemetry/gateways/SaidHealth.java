package io.fallow.telemetry.gateways;

import io.fallow.gateway.wire.GatewayHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a gateway said of how it is.
 *
 * @param receivedAt by the platform's clock
 * @param clockAhead how far the gateway's clock is ahead, if this answers a ping that was sent just
 *     before
 */
public record SaidHealth(GatewayHealth health, Instant receivedAt, Optional<Duration> clockAhead) {}
