package io.fallow.telemetry.registry;

/**
 * A company, hospital or cooperative.
 *
 * @param code what people and topics call it
 */
public record Organisation(int id, String code, String name) {}
