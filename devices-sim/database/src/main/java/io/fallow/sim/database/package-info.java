/**
 * Finds or makes a TimescaleDB on this machine, for the local stack and for tests, and takes it
 * down again.
 */
package io.fallow.sim.database;
