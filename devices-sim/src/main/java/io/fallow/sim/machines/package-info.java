/**
 * Simulated machines as a facility has them, each behind the real protocol: an MTConnect agent, a
 * Modbus power meter, and a smart plug at a broker of its own. A gateway is attached to them as to
 * real ones.
 */
package io.fallow.sim.machines;
