/**
 * The pipeline as a process: its configuration, its verticles and its start. Here is also what all
 * processes have alike in reading their environment.
 */
package io.fallow.telemetry;
