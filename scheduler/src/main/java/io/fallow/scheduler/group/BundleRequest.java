package io.fallow.scheduler.group;

import io.fallow.scheduler.sharing.Viewer;
import java.util.List;

/**
 * Somebody wants several assets together.
 *
 * @param spots each asset once, with its time
 * @param hold only keep them for a few minutes, to be confirmed
 * @param purpose for people; may be empty
 */
public record BundleRequest(Viewer viewer, List<Spot> spots, boolean hold, String purpose) {

  /** The most assets of one bundle. */
  public static final int MOST = 50;

  /** Checks what a caller must have checked before. */
  public BundleRequest {
    spots = List.copyOf(spots);
    if (spots.isEmpty() || spots.size() > MOST) {
      throw new IllegalArgumentException("a bundle has 1 to " + MOST + " assets");
    }
    if (spots.stream().map(Spot::asset).distinct().count() < spots.size()) {
      throw new IllegalArgumentException("a bundle has each asset once");
    }
  }
}
