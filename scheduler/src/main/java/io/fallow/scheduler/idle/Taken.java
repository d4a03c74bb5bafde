package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A live reservation, as far as idle windows care.
 *
 * @param id null where the asker may not know whose it is, as is the organisation
 * @param organisation code of the organisation that booked
 * @param lapsesAt when it ends by itself, as a hold does
 */
record Taken(
    UUID id,
    int organisationId,
    String organisation,
    TimeRange during,
    TimeRange blocked,
    Optional<Instant> lapsesAt) {}
