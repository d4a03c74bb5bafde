/**
 * The load generator: many gateways that publish at a rate, or as fast as they may, and know
 * exactly what the broker has acknowledged.
 */
package io.fallow.sim.load;
