/**
 * The way from a gateway's queue to the broker: publishes what waits, keeps trying while the broker
 * is away, and tells the queue what the broker has taken over. The only use of an MQTT client here.
 */
package io.fallow.gateway.uplink;
