package io.fallow.scheduler.sharing;

/**
 * The person who asks, and for whom.
 *
 * @param organisation code of the person's organisation
 * @param person as the token names them
 */
public record Viewer(int organisationId, String organisation, String person) {}
