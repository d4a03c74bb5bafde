/** A Mosquitto in a process of its own, found or fetched, for the benchmark and for trials. */
package io.fallow.sim.mosquitto;
