package io.fallow.gateway.source.csv;

import java.time.Instant;
import java.util.Optional;

/**
 * A row's place in time.
 *
 * @param time as the row says it, mended
 * @param mended what was mended
 * @param afterGap whether rows are missing before it
 */
record Placed(Instant time, Optional<Finding> mended, boolean afterGap) {}
