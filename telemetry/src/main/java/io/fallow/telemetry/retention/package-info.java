/**
 * What is old goes: raw readings, the ledger of messages and rejects, each after a time of its own.
 * Intervals and utilisation stay.
 */
package io.fallow.telemetry.retention;
