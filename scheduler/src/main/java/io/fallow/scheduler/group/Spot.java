package io.fallow.scheduler.group;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.idle.IdleWindow;

/**
 * A time of an asset.
 *
 * @param asset public id
 */
public record Spot(String asset, TimeRange during) {

  static Spot of(IdleWindow window) {
    return new Spot(window.asset().publicId(), new TimeRange(window.start(), window.end()));
  }

  boolean overlaps(Spot other) {
    return asset.equals(other.asset) && during.overlaps(other.during);
  }
}
