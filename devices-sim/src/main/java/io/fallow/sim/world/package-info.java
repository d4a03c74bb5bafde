/** The demo world: who and what is in it, and how its gateways tell what its machines do. */
package io.fallow.sim.world;
