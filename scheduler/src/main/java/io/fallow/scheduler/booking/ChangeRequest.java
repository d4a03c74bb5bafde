package io.fallow.scheduler.booking;

import io.fallow.scheduler.sharing.Viewer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody wants a reservation at another time.
 *
 * @param version the one that they have seen
 * @param start empty to leave it
 * @param end empty to leave it
 * @param overrideReason why the asset's owner lets rules be broken that it may let be broken
 */
public record ChangeRequest(
    Viewer viewer,
    UUID id,
    int version,
    Optional<Instant> start,
    Optional<Instant> end,
    Optional<String> overrideReason) {}
