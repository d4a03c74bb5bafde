package io.fallow.scheduler.calendar;

/**
 * What is wrong with a part of what somebody asked for.
 *
 * @param field the part, as the request calls it
 * @param code stable
 * @param message for people; reads on from the field's name
 */
public record Fault(String field, String code, String message) {}
