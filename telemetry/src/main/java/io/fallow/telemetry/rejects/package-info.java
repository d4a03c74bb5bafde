/** What was rejected: to be listed, looked at, and sent through ingest again. */
package io.fallow.telemetry.rejects;
