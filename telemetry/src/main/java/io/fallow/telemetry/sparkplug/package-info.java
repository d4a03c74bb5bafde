/**
 * The host application of Sparkplug B: follows the sessions of edge nodes, turns their metrics into
 * readings and hands these to ingest. One instance at a time is the host.
 */
package io.fallow.telemetry.sparkplug;
