package io.fallow.scheduler.booking;

import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.policy.Policy.CancellationTier;
import java.time.Duration;

/** What giving a reservation back costs. Pure. */
final class CancellationFee {

  private static final int ALL = 100;

  private CancellationFee() {}

  /**
   * In percent of the price: as the first tier says whose lead time is kept. Later than all tiers
   * it costs everything, and without any tiers nothing.
   *
   * @param lead from now to the start; negative for one that has begun
   */
  static int percent(Policy policy, Duration lead) {
    return policy.cancellation().stream()
        .filter(tier -> lead.compareTo(tier.atLeastBefore()) >= 0)
        .findFirst()
        .map(CancellationTier::percent)
        .orElse(policy.cancellation().isEmpty() ? 0 : ALL);
  }
}
