/**
 * Reservations: the rules that a booking must keep, and its life cycle. That nothing is booked
 * twice is the database's doing: a constraint on the blocked range.
 */
package io.fallow.scheduler.booking;
