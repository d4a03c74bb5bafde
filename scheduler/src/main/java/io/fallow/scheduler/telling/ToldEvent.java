package io.fallow.scheduler.telling;

import java.util.Optional;

/**
 * An event as it is told.
 *
 * @param asset public id
 * @param json the whole event, on one line
 */
public record ToldEvent(
    EventId id, int organisationId, String kind, Optional<String> asset, String json) {}
