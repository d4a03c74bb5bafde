/**
 * The benchmark: a real broker, a real database, the pipeline and the load generator, each in a
 * process of its own, and what each of them takes.
 */
package io.fallow.sim.bench;
