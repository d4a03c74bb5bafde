package io.fallow.telemetry.ingest;

import java.util.Map;
import java.util.SortedMap;

/** Messages as the ledger's columns, in the order of their keys; as the driver likes it best. */
final class LedgerColumns {

  final int[] gatewayIds;
  final boolean[] byHash;
  final long[] epochs;
  final long[] sequences;
  final int[] stored;
  final int[] rejected;

  LedgerColumns(SortedMap<LedgerKey, CheckedMessage> messages) {
    int size = messages.size();
    gatewayIds = new int[size];
    byHash = new boolean[size];
    epochs = new long[size];
    sequences = new long[size];
    stored = new int[size];
    rejected = new int[size];
    int row = 0;
    for (Map.Entry<LedgerKey, CheckedMessage> each : messages.entrySet()) {
      set(row, each.getKey(), each.getValue());
      row++;
    }
  }

  private void set(int row, LedgerKey key, CheckedMessage message) {
    gatewayIds[row] = key.gatewayId();
    byHash[row] = key.byHash();
    epochs[row] = key.epoch();
    sequences[row] = key.sequence();
    stored[row] = message.accepted().size();
    rejected[row] = message.rejectedReadings();
  }
}
