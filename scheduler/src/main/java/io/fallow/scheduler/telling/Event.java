package io.fallow.scheduler.telling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that has happened, for one organisation.
 *
 * @param organisationId who may read it
 * @param kind stable, such as {@code reservation.confirmed}
 * @param data for people and programs; nothing that the organisation may not know
 */
public record Event(
    Instant at,
    int organisationId,
    String kind,
    Optional<Integer> assetId,
    Optional<UUID> reservation,
    ObjectNode data) {}
