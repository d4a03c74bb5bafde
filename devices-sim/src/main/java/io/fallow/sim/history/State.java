package io.fallow.sim.history;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A reservation as it stood in one version.
 *
 * @param blocked with turnaround
 * @param expiresAt when it ends by itself, if it is held or requested
 */
public record State(
    UUID id,
    String asset,
    int version,
    String status,
    Span during,
    Span blocked,
    Optional<Instant> expiresAt) {

  private static final Set<String> LIVE = Set.of("HELD", "REQUESTED", "CONFIRMED", "IN_USE");

  /** Whether it claims its time. */
  boolean live() {
    return LIVE.contains(status);
  }

  /** Whether it waits for somebody's word. */
  boolean pending() {
    return status.equals("HELD") || status.equals("REQUESTED");
  }

  boolean sameAs(State other) {
    return id.equals(other.id)
        && asset.equals(other.asset)
        && version == other.version
        && status.equals(other.status)
        && during.equals(other.during)
        && blocked.equals(other.blocked);
  }
}
