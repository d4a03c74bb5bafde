/**
 * The pipeline as a process: its configuration and its start. Here is also what all processes have
 * alike in reading their environment.
 */
package io.fallow.telemetry;
