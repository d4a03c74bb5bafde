package io.fallow.scheduler.idle;

import io.fallow.scheduler.sharing.VisibleAsset;
import java.util.List;

/**
 * Why an asset is offered or not offered, for every moment of a time range.
 *
 * @param stretches ascending and without a gap between them
 */
public record Explanation(VisibleAsset asset, List<Stretch> stretches) {}
