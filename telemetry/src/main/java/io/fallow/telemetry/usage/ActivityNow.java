package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an asset is believed to do at the moment, as its newest reading says. UNKNOWN when it never
 * reported, or when its newest reading is older than its longest allowed gap. A change that must
 * last for a while to count is believed once it has.
 *
 * @param since when this activity began; absent when the asset never reported
 * @param lastReading the time of its newest reading
 * @param powerW the power in watts that the newest reading carried; absent while UNKNOWN
 */
public record ActivityNow(
    Activity activity,
    Optional<Instant> since,
    Optional<Instant> lastReading,
    OptionalDouble powerW) {

  /** An asset that never reported. */
  static final ActivityNow NEVER_SEEN =
      new ActivityNow(Activity.UNKNOWN, Optional.empty(), Optional.empty(), OptionalDouble.empty());
}
