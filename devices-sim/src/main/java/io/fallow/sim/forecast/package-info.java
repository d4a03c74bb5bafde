/**
 * Judges the forecast on histories whose future is known: the simulated world, or a meter's export.
 * Beside it stand three baselines that know the same.
 */
package io.fallow.sim.forecast;
