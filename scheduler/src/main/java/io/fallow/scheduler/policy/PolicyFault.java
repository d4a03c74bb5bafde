package io.fallow.scheduler.policy;

/**
 * What is wrong with one term of a policy.
 *
 * @param term its name; that of a part of it as {@code price.perHour}
 * @param code stable, such as {@code range}
 * @param message for people, such as "must be at most P28D"
 */
public record PolicyFault(String term, String code, String message) {}
