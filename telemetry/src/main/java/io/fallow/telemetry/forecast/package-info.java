/**
 * Foretells from an asset's own history how likely it stands idle in each quarter of an hour of the
 * next four weeks, and keeps such forecasts at hand for whole fleets.
 */
package io.fallow.telemetry.forecast;
