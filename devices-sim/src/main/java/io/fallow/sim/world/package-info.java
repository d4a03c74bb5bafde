/**
 * The demo world: who and what is in it, how its gateways play it through MQTT, and how what the
 * platform derives compares with what its machines really did.
 */
package io.fallow.sim.world;
