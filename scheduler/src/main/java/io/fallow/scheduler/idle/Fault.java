package io.fallow.scheduler.idle;

/**
 * What is wrong with a part of a search request.
 *
 * @param field the part, as {@link SearchRequest} calls it
 * @param code stable
 * @param message for people
 */
public record Fault(String field, String code, String message) {}
