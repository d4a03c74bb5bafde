package io.fallow.scheduler.policy;

import io.fallow.scheduler.calendar.Turnaround;
import io.fallow.scheduler.sharing.VisibleAsset;
import io.fallow.telemetry.registry.Facility;
import java.util.Map;
import java.util.Optional;

/** All that owners have said about terms, at one moment. Immutable. */
public final class PolicyBook {

  private final Map<Integer, Turnaround> turnarounds;

  /**
   * A book of these turnarounds.
   *
   * @param turnarounds by asset id
   */
  public PolicyBook(Map<Integer, Turnaround> turnarounds) {
    this.turnarounds = Map.copyOf(turnarounds);
  }

  /**
   * The terms for whoever sees an asset.
   *
   * @param from where the booker comes from, if that is known
   */
  public Policy of(VisibleAsset visible, Optional<Facility> from) {
    Turnaround turnaround = turnarounds.getOrDefault(visible.asset().id(), Turnaround.NONE);
    return Policy.PLATFORM.withTurnaround(turnaround);
  }
}
