package io.fallow.sim.history;

import java.time.Instant;

/**
 * A version of a reservation as the database has it.
 *
 * @param organisation that booked
 * @param purpose the id of the operation that made the reservation
 * @param committed when its transaction was; nobody saw it before
 */
public record Version(State state, String organisation, String purpose, Instant committed) {}
