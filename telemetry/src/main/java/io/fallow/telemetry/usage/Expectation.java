package io.fallow.telemetry.usage;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What to expect of an asset from {@code start} until before {@code end}, which lie in one clock
 * hour.
 *
 * @param probability the chance, 0 to 1, that the asset stands idle; empty where too little is
 *     known
 * @param weeksObserved how much of this hour of the week was observed, in weeks
 */
public record Expectation(
    Instant start, Instant end, OptionalDouble probability, double weeksObserved) {}
