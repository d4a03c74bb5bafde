/**
 * From the broker to the database: subscribe, decode, check, batch, write, acknowledge after the
 * commit; what cannot be accepted is kept with its reason. The only Paho import of the module.
 */
package io.fallow.telemetry.ingest;
