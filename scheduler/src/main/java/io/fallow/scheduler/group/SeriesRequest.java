package io.fallow.scheduler.group;

import io.fallow.scheduler.sharing.Viewer;
import java.time.Duration;
import java.time.LocalDateTime;

/**
 * Somebody wants an asset again and again.
 *
 * @param asset public id
 * @param start on the clock at the asset's facility
 * @param length of each time
 * @param rule RFC 5545
 * @param purpose for people; may be empty
 */
public record SeriesRequest(
    Viewer viewer,
    String asset,
    LocalDateTime start,
    Duration length,
    String rule,
    OnConflict onConflict,
    String purpose) {}
