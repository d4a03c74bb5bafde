/**
 * Trials of the whole pipeline in real processes that are killed: what a publisher saw acknowledged
 * is in the database, once.
 */
package io.fallow.sim.trial;
