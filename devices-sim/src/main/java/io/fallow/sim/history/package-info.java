/**
 * Judges a history of bookings: what clients asked and were told, and what the database has of it.
 * Pure.
 */
package io.fallow.sim.history;
