package io.fallow.gateway.wire.sparkplug;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One metric of a payload.
 *
 * @param name absent where the alias stands for it
 * @param alias a number that the birth tied to the name
 * @param timeMillis when the value was taken, in milliseconds since 1970
 * @param datatype Sparkplug's number of the type, 0 when not told
 * @param historical the value was buffered: it says nothing of the present
 */
public record SparkplugMetric(
    Optional<String> name,
    OptionalLong alias,
    OptionalLong timeMillis,
    int datatype,
    boolean historical,
    MetricValue value) {}
