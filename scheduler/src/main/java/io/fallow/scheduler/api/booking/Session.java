package io.fallow.scheduler.api.booking;

import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.session.SessionUsage;

/** A reservation, and what its asset did for it. */
record Session(Reservation reservation, SessionUsage usage) {}
