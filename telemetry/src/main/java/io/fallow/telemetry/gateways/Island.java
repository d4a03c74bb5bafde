package io.fallow.telemetry.gateways;

import io.fallow.gateway.wire.Confirmation.Range;
import java.time.Instant;

/**
 * Messages of a numbering that are in the ledger without a hole between them.
 *
 * @param lastAt when the latest of them was received
 */
record Island(Numbering numbering, Range range, Instant lastAt) {

  /** A gateway's numbering of its messages. */
  record Numbering(int gatewayId, long epoch) {}
}
