package io.fallow.scheduler.idle;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * A stretch of time with one verdict.
 *
 * @param probability lowest chance, 0 to 1, that an hour of the stretch stands idle; empty where
 *     too little is known; for others than the owner only where the stretch is offered
 * @param weeksObserved the least evidence behind it, in weeks, 0 to 26; known to whom the
 *     probability is
 * @param words the reason in plain words, without what the viewer may not know
 * @param reservation whose booking it is, where the viewer may know: the booker's organisation and
 *     the asset's owner
 */
public record Stretch(
    Instant start,
    Instant end,
    Verdict verdict,
    OptionalDouble probability,
    OptionalDouble weeksObserved,
    String words,
    Optional<UUID> reservation) {}
