package io.fallow.sim.history;

/**
 * Something that must not be.
 *
 * @param check which looked
 * @param what for people
 */
public record Finding(String check, String what) {}
