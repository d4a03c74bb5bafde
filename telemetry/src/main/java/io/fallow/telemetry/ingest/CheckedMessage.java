package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.RejectReason;
import java.util.List;

/**
 * A message after decoding and checking.
 *
 * @param accepted readings of known assets that this gateway may report
 * @param rejects the rest
 * @param days different days on which accepted readings lie, at most
 */
record CheckedMessage(
    InboundMessage inbound,
    LedgerKey key,
    List<AssetReading> accepted,
    List<Reject> rejects,
    int days) {

  /** A reading of a registered asset. */
  record AssetReading(int assetId, Reading reading) {}

  /** A message of which nothing is accepted. */
  static CheckedMessage rejected(
      InboundMessage inbound, int gatewayId, RejectReason reason, String detail) {
    LedgerKey key = LedgerKey.hashed(gatewayId, inbound.topic(), inbound.payload());
    return rejected(inbound, key, reason, detail, 0);
  }

  private static CheckedMessage rejected(
      InboundMessage inbound, LedgerKey key, RejectReason reason, String detail, int readings) {
    Reject whole = new Reject(reason, detail, readings, inbound.payload());
    return new CheckedMessage(inbound, key, List.of(), List.of(whole), 0);
  }

  /** The same message with nothing accepted: the database does not take it as it is. */
  CheckedMessage refused(String detail) {
    return rejected(inbound, key, RejectReason.INVALID_VALUE, detail, accepted.size());
  }

  int rejectedReadings() {
    return rejects.stream().mapToInt(Reject::readings).sum();
  }
}
