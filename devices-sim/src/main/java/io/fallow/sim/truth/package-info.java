/**
 * Compares what the platform derived from readings with what the simulated machines really did. The
 * truth is worked out from the world's seed, not stored.
 */
package io.fallow.sim.truth;
