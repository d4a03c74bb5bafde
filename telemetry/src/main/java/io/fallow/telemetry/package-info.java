/** The pipeline as a process: its configuration and its start. */
package io.fallow.telemetry;
