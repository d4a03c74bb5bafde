package io.fallow.gateway.intake;

import java.time.Duration;

/**
 * What is worth sending (report by exception).
 *
 * @param heartbeat how long an asset of which nothing changes may be silent; keep it below the
 *     longest gap that the platform allows the asset, or it shows as unknown
 * @param powerChange watts that power must differ by from what was sent last
 * @param powerChangeShare and what share of that, 0 to 1; the larger of the two counts
 */
public record ReportRules(Duration heartbeat, double powerChange, double powerChangeShare) {

  /** Checks the ranges. */
  public ReportRules {
    if (heartbeat.toMillis() < 1
        || !(powerChange >= 0)
        || !(powerChangeShare >= 0 && powerChangeShare <= 1)) {
      throw new IllegalArgumentException("rules of reporting are out of range");
    }
  }

  /** Whether power has changed by as much as counts. */
  boolean isChange(double before, double now) {
    double most = Math.max(powerChange, powerChangeShare * before);
    return before != now && Math.abs(now - before) >= most;
  }
}
