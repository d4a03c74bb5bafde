package io.fallow.scheduler.idle;

import java.util.List;

/**
 * The windows found, earliest first; at the same start the nearer one, then the likelier one.
 *
 * @param windows as many as were asked for
 * @param total how many there are
 */
public record SearchResult(List<IdleWindow> windows, int total) {}
