package io.fallow.scheduler.telling.feed;

import java.time.Instant;
import java.util.UUID;

/**
 * A reservation in a feed.
 *
 * @param version rises with each change
 * @param status as it is stored
 * @param organisation name of the one that booked
 */
record Entry(
    UUID reservation,
    int version,
    String status,
    String asset,
    String assetName,
    String facility,
    String organisation,
    String bookedBy,
    String purpose,
    Instant start,
    Instant end,
    Instant createdAt,
    Instant changedAt) {}
