package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.sparkplug.MetricTarget;
import io.fallow.gateway.wire.sparkplug.MetricValue;
import java.time.Instant;
import java.util.Optional;

/**
 * A value of a metric that is mapped to an asset.
 *
 * @param device whose metric it is; empty for the node itself
 * @param historical it was buffered and says nothing of the present
 */
record Sample(
    Optional<String> device,
    String metric,
    MetricTarget target,
    MetricValue value,
    Instant time,
    boolean historical) {}
