package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.RejectReason;
import java.util.List;

/**
 * A message after decoding and checking.
 *
 * @param accepted readings of known assets that this gateway may report
 * @param rejects the rest
 * @param days different days on which accepted readings lie
 */
record CheckedMessage(
    InboundMessage inbound, LedgerKey key, ReadingRows accepted, List<Reject> rejects, int days) {

  /** A message of which nothing is accepted. */
  static CheckedMessage rejected(
      InboundMessage inbound, int gatewayId, RejectReason reason, String detail) {
    LedgerKey key = LedgerKey.hashed(gatewayId, inbound.topic(), inbound.payload());
    return rejected(inbound, key, reason, detail);
  }

  /** A message of which nothing is accepted, and by what it is known again. */
  static CheckedMessage rejected(
      InboundMessage inbound, LedgerKey key, RejectReason reason, String detail) {
    return rejected(inbound, key, reason, detail, 0);
  }

  private static CheckedMessage rejected(
      InboundMessage inbound, LedgerKey key, RejectReason reason, String detail, int readings) {
    Reject whole = new Reject(reason, detail, readings, inbound.payload());
    return new CheckedMessage(inbound, key, ReadingRows.NONE, List.of(whole), 0);
  }

  /** The same message with nothing accepted: the database does not take it as it is. */
  CheckedMessage refused(String detail) {
    return rejected(inbound, key, RejectReason.INVALID_VALUE, detail, accepted.size());
  }

  int rejectedReadings() {
    int readings = 0;
    for (Reject reject : rejects) {
      readings += reject.readings();
    }
    return readings;
  }
}
