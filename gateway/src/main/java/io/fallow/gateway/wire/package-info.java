/**
 * The wire contract between a gateway and the platform: topics, the reading and its payload codecs.
 * Pure: no I/O, no threads.
 */
package io.fallow.gateway.wire;
