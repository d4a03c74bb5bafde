package io.fallow.sim.local;

import io.fallow.gateway.queue.Cursor;
import io.fallow.gateway.wire.GatewayAddress;
import java.util.List;

/**
 * What the database has of a gateway's messages, beside what the gateway saw acknowledged.
 *
 * @param cursor of the gateway's queue, read before the database was asked
 * @param messages of the queue's epoch up to the acknowledged one that the ledger has
 * @param doubled messages that the ledger has more than once
 * @param missing acknowledged sequences that it does not have; the first few
 * @param stored readings that these messages say they stored
 * @param rejected readings and messages that they say were rejected
 * @param untrue messages whose rows in the database are not as many as the ledger says
 */
record GatewayLedger(
    GatewayAddress gateway,
    Cursor cursor,
    long messages,
    long doubled,
    List<Long> missing,
    long stored,
    long rejected,
    long untrue) {

  /** Whether every acknowledged message is there exactly once, with all its readings. */
  boolean sound() {
    return messages == cursor.acknowledgedThrough()
        && doubled == 0
        && missing.isEmpty()
        && untrue == 0;
  }

  /** What is wrong, in words; {@code ok} when nothing is. */
  String verdict() {
    if (sound()) {
      return "ok";
    }
    return "%d lost %s, %d doubled, %d with other rows than the ledger says"
        .formatted(cursor.acknowledgedThrough() - messages, missing, doubled, untrue);
  }
}
