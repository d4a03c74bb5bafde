package io.fallow.scheduler.idle;

import io.fallow.scheduler.calendar.TimeRange;
import java.util.UUID;

/**
 * A live reservation, as far as idle windows care.
 *
 * @param organisation code of the organisation that booked
 */
record Taken(
    UUID id, int organisationId, String organisation, TimeRange during, TimeRange blocked) {}
