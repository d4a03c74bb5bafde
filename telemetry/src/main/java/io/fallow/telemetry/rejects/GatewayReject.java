package io.fallow.telemetry.rejects;

import java.time.Instant;
import java.util.Optional;

/**
 * A message, or some readings of one, that was not accepted, as its gateway's organisation sees it.
 *
 * @param reason a code of {@link io.fallow.gateway.wire.RejectReason}
 * @param detail in words, with what the sender wrote in it
 * @param readings in the payload; 0 where nobody could tell
 * @param bytes of the payload; 0 where nothing of it was kept
 * @param excerpt the payload's beginning, 2 KiB of it at most, as {@link Excerpt} writes it
 * @param cut whether more follows the excerpt
 * @param replayedAt when its readings were stored after all
 * @param outcome what the latest attempt to replay it came to
 * @param waiting whether somebody has asked for another attempt, which has not been made yet
 */
public record GatewayReject(
    long id,
    Instant receivedAt,
    String topic,
    String reason,
    String detail,
    int readings,
    int bytes,
    String excerpt,
    boolean cut,
    Optional<Instant> replayedAt,
    Optional<String> outcome,
    boolean waiting) {

  /** Whether another attempt could come to something. */
  public boolean mayBeReplayed() {
    return bytes > 0 && replayedAt.isEmpty();
  }
}
