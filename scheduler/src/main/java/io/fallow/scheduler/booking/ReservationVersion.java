package io.fallow.scheduler.booking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.calendar.TimeRange;
import java.time.Instant;
import java.util.Optional;

/**
 * What a reservation was in one of its versions.
 *
 * @param action what led to it, such as {@code changed}
 * @param actor who did so
 * @param reason in their words
 * @param data what else was told
 */
public record ReservationVersion(
    int number,
    Instant at,
    String actor,
    String action,
    Status status,
    TimeRange during,
    TimeRange blocked,
    Optional<String> reason,
    ObjectNode data) {}
