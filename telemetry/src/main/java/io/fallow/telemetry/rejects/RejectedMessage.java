package io.fallow.telemetry.rejects;

import io.fallow.gateway.wire.GatewayAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A message, or some readings of one, that ingest could not accept.
 *
 * @param gateway that sent it, if it was registered
 * @param reason a code of {@link io.fallow.gateway.wire.RejectReason}
 * @param readings in the payload; 0 where nobody could tell
 * @param bytes of the payload
 * @param replayedAt when its readings were stored after all
 * @param outcome what the latest attempt to replay it came to
 */
public record RejectedMessage(
    long id,
    Instant receivedAt,
    String topic,
    Optional<GatewayAddress> gateway,
    String reason,
    String detail,
    int readings,
    int bytes,
    Optional<Instant> replayedAt,
    Optional<String> outcome) {}
