package io.fallow.telemetry.gateways;

import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.GatewayHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How it stands with a gateway.
 *
 * @param online what it, or in its name the broker, last said; not if it was shut out since; empty
 *     when it never said anything
 * @param statusSince since when that holds
 * @param lastMessage when its latest message was received
 * @param duplicates messages that came again
 * @param rejected readings that were not accepted
 * @param missing messages that are missing at present, counted; not those that the gateway still
 *     holds, by what it last said
 * @param gaps which ones, the oldest first; at most 100 ranges
 * @param clockAhead how far its clock is at least ahead of the platform's, by when its latest
 *     messages say that they were sent; negative when it is behind, or when they waited on the way;
 *     empty when they don't say; by its answer to a ping, if it gave one within the hour
 * @param health what it last said of how it is
 */
public record GatewayState(
    int id,
    GatewayAddress address,
    Optional<Boolean> online,
    Optional<Instant> statusSince,
    Optional<Instant> lastMessage,
    long messages,
    long duplicates,
    long readings,
    long rejected,
    long missing,
    List<Gap> gaps,
    Optional<Duration> clockAhead,
    Optional<Health> health) {

  /** A clock that is further off than this is shown as wrong. */
  public static final Duration CLOCK_LIMIT = Duration.ofSeconds(30);

  /** Keeps a copy of the gaps. */
  public GatewayState {
    gaps = List.copyOf(gaps);
  }

  /** Whether the gateway's clock is known to be off by more than the limit. */
  public boolean clockWrong() {
    return clockAhead.filter(ahead -> ahead.abs().compareTo(CLOCK_LIMIT) > 0).isPresent();
  }

  /** What a gateway said of how it is, and when that came. */
  public record Health(Instant receivedAt, GatewayHealth said) {}

  /**
   * Messages that a later one overtook and that have not come since.
   *
   * @param epoch of the numbering
   * @param noticedAt when the hole was seen first
   */
  public record Gap(long epoch, Range sequences, Instant noticedAt) {}
}
