package io.fallow.scheduler.api.auth;

/**
 * Who is calling, and for which organisation.
 *
 * @param person stable identifier of the person, the token's subject; of a program its key's
 * @param name of the person or the key, for people
 * @param organisation code of the organisation that the caller acts for
 */
public record Caller(String person, String name, String organisation) {}
