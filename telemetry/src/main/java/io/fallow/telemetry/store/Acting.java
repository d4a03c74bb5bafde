package io.fallow.telemetry.store;

/**
 * For whom the database is asked, and by whom: what an organisation may not see is not there for
 * it.
 *
 * @param organisationId whose rows are seen
 * @param actor who acts, such as {@code marta.silva@harbor-clinic}
 */
public record Acting(int organisationId, String actor) {}
