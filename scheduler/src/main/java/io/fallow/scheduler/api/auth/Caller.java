package io.fallow.scheduler.api.auth;

/**
 * Who a valid token says is calling.
 *
 * @param person stable identifier of the person, the token's subject
 * @param name of the person, for people
 * @param organisation code of the person's organisation; not yet known to be registered
 */
public record Caller(String person, String name, String organisation) {}
