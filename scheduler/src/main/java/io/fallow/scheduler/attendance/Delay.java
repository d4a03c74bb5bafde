package io.fallow.scheduler.attendance;

import io.fallow.scheduler.booking.Reservation;
import java.time.Instant;

/**
 * A reservation that can't begin when it should, because the one before goes on.
 *
 * @param seenTo up to when that one was seen to go on
 * @param free the earliest instant at which the asset can be ready
 */
record Delay(Reservation late, Reservation next, Instant seenTo, Instant free) {}
