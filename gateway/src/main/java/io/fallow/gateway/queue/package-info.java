/**
 * Store and forward: what a gateway has taken survives a crash, a restart and a network that is
 * away, on disk and within bounds, until the platform has acknowledged it.
 */
package io.fallow.gateway.queue;
