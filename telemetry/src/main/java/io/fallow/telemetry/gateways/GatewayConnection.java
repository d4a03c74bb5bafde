package io.fallow.telemetry.gateways;

import io.fallow.gateway.wire.GatewayAddress;
import java.time.Instant;

/**
 * Whether a gateway is connected.
 *
 * @param online what it, or in its name the broker, last said; not if it was shut out since
 * @param since when it was said
 */
public record GatewayConnection(
    int organisationId, GatewayAddress address, boolean online, Instant since) {}
