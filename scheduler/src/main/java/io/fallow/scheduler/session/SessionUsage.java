package io.fallow.scheduler.session;

import java.util.Optional;
import java.util.UUID;

/**
 * What an asset did for whoever had booked it.
 *
 * @param running whether it may still go on
 * @param booked within the time that was booked, as far as that has come; from when its booker
 *     came, if that was earlier
 * @param beyond past the end of that
 */
public record SessionUsage(
    UUID reservation,
    boolean running,
    Optional<SessionPart> booked,
    Optional<SessionPart> beyond) {}
