/**
 * Seeded device models: what a machine does, second by second, and what its sensor says about it.
 * Everything is a pure function of the seed and the time asked for, so the ground truth need not be
 * kept: it is worked out again whenever it is wanted.
 */
package io.fallow.sim.device;
