package io.fallow.scheduler.attendance;

import io.fallow.scheduler.booking.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A reservation, with what else decides how its use is judged.
 *
 * @param usesFrom a use that began before this instant isn't its booker's: it is the owner's or an
 *     earlier booker's, who stays on
 * @param earlyFrom one that began from here on, but before the start, is the booker's if nothing
 *     else explains it
 * @param handedOn when the same organisation's next reservation begins: from then on use is that
 *     one's
 * @param nextBlocked from when on another live reservation keeps the asset
 */
record Visit(
    Claim claim,
    Instant usesFrom,
    Instant earlyFrom,
    Optional<Instant> handedOn,
    Optional<Instant> nextBlocked,
    Terms terms) {

  /**
   * How long to wait for what.
   *
   * @param grace how late a booker may be
   * @param releaseAfterIdle of how long a pause one is asked whether the rest is needed
   * @param turnaroundAfter time kept behind a use
   */
  record Terms(Duration grace, Duration releaseAfterIdle, Duration turnaroundAfter) {}

  /** Whether a use that began then is the booker's only if nothing else explains it. */
  boolean isEarly(Instant began) {
    return !began.isBefore(earlyFrom) && began.isBefore(start());
  }

  /** The same where use that began early is somebody else's. */
  Visit withoutEarlyUse() {
    return new Visit(claim, start(), start(), handedOn, nextBlocked, terms);
  }

  Instant start() {
    return claim.during().start();
  }

  Instant end() {
    return claim.during().end();
  }
}
