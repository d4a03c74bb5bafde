package io.fallow.scheduler.group;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.idle.SearchRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody waits for: an asset, or any of a type.
 *
 * @param type of asset
 * @param asset public id, if only this one of the type is wanted
 * @param owner code of the organisation whose assets are wanted; anybody's if empty
 * @param range in which the time must lie
 * @param least nothing shorter is of use
 * @param most nothing longer is of use
 */
public record Wish(
    String type,
    Optional<String> asset,
    Optional<String> owner,
    Optional<SearchRequest.Near> near,
    TimeRange range,
    Duration least,
    Duration most) {

  /** Checks what a caller must have checked before. */
  public Wish {
    if (least.compareTo(most) > 0) {
      throw new IllegalArgumentException("the least that is of use is not more than the most");
    }
  }
}
