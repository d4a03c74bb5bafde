/**
 * Sparkplug B as real industrial gateways speak it: its topics, its payloads (read with Eclipse
 * Tahu's classes), and what a metric says of an asset. Pure: no I/O, no threads.
 */
package io.fallow.gateway.wire.sparkplug;
