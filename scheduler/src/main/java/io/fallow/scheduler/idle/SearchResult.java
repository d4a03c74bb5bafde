package io.fallow.scheduler.idle;

import java.util.List;
import java.util.Optional;

/**
 * A page of the windows found, in the order that was asked for.
 *
 * @param windows as many as were asked for, or fewer
 * @param next where the next page begins; empty if this is the last
 */
public record SearchResult(List<IdleWindow> windows, Optional<Cursor> next) {}
