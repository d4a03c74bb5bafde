package io.fallow.telemetry.forecast;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What to expect of an asset from {@code start} until before {@code end}, which lie in one
 * quarter-hour.
 *
 * @param probability the chance, 0 to 1, that the asset stands idle; empty where too little is
 *     known
 * @param weeksObserved in how many weeks this hour of the week was observed
 */
public record Expectation(
    Instant start, Instant end, OptionalDouble probability, double weeksObserved) {}
