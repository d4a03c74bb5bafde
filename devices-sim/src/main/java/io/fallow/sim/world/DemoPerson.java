package io.fallow.sim.world;

/**
 * Somebody who may sign in.
 *
 * @param id what tokens and reservations call the person
 * @param organisation code of the organisation that the person acts for
 */
public record DemoPerson(String id, String name, String organisation) {}
