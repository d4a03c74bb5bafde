/**
 * Turns readings into usage intervals and hourly utilisation, and answers questions about them. The
 * result depends only on the set of readings, never on the order in which they came.
 */
package io.fallow.telemetry.usage;
