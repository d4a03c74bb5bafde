package io.fallow.scheduler.group;

import io.fallow.scheduler.sharing.Viewer;
import java.util.UUID;

/**
 * One whose turn it is to be offered something.
 *
 * @param entry its id
 * @param number the lower is served first
 */
record Turn(UUID entry, long number, Viewer viewer, Wish wish, String purpose) {}
