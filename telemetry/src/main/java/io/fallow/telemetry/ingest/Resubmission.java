package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.ReadingsTopic;
import io.fallow.gateway.wire.Topics;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sends what was rejected through the same check and the same write again. Whatever happens, its
 * readings are stored once: the ledger knows each reject again, too. Blocks; thread-safe.
 */
public final class Resubmission {

  private final MessageChecker checker;
  private final BatchStore store;

  /** Into this database, as this registry knows it. */
  public Resubmission(Database database, Registry registry) {
    checker = new MessageChecker(Directory.of(registry));
    store = new BatchStore(database.ingest());
  }

  /**
   * What is to be sent again.
   *
   * @param rejectId number of the reject
   * @param gateway that sent it; empty where it was not known: then the message's number, if it has
   *     one, has not been entered into the ledger yet
   * @param readings that were refused of it; 0 where nobody could tell
   * @param payload as the topic says, or JSON: refused readings of a message are kept as JSON
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Rejected(
      long rejectId, Optional<GatewayAddress> gateway, String topic, int readings, byte[] payload) {

    private Optional<InboundMessage.Content> content() {
      Optional<ReadingsTopic> known = Topics.readingsOf(topic);
      PayloadFormat format =
          known.filter(any -> !isJson()).map(ReadingsTopic::format).orElse(PayloadFormat.JSON);
      return gateway
          .or(() -> known.map(ReadingsTopic::gateway))
          .map(address -> new InboundMessage.Content(address, format.decoder()));
    }

    /** No message of the binary form begins with a brace. */
    private boolean isJson() {
      return payload.length > 0 && payload[0] == '{';
    }
  }

  /**
   * What became of it.
   *
   * @param stored readings that were stored now
   * @param rejected readings that were rejected again, as a reject of their own; if nothing is
   *     stored, there is none
   * @param known whether it had been stored before
   * @param refusal why nothing is accepted of it: {@code code: detail}; otherwise empty
   */
  public record Result(int stored, int rejected, boolean known, String refusal) {

    /** Whether its readings, or those that can be accepted, are in the database. */
    public boolean isSettled() {
      return refusal.isEmpty();
    }
  }

  /**
   * Checks and stores it. Nothing is written if nothing of it is accepted.
   *
   * @throws io.fallow.telemetry.store.StoreException when nothing was written
   */
  public Result submit(Rejected rejected, Instant now) throws InterruptedException {
    InboundMessage again =
        new InboundMessage(
            InboundMessage.NO_CONNECTION,
            0,
            0,
            rejected.topic(),
            rejected.payload(),
            System.nanoTime(),
            rejected.content());
    CheckedMessage checked = checker.check(again, now, new ReadingColumns());
    if (checked.accepted().isEmpty()) {
      Reject first = checked.rejects().get(0);
      return new Result(0, 0, false, first.reason().code() + ": " + first.detail());
    }
    int held = checked.accepted().size() + checked.rejectedReadings();
    if (rejected.readings() > 0 && held > rejected.readings()) {
      return new Result(
          0, 0, false, "its payload holds other readings, too, which were decided on");
    }
    CheckedMessage keyed =
        rejected.gateway().isEmpty() ? checked : keyed(checked, rejected.rejectId());
    BatchStore.Stored stored = store.write(List.of(keyed), now);
    boolean known = stored.duplicates() > 0;
    return new Result(stored.readings(), known ? 0 : checked.rejectedReadings(), known, "");
  }

  /** The message's own number stands in the ledger since it was rejected. */
  private static CheckedMessage keyed(CheckedMessage checked, long rejectId) {
    byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(rejectId).array();
    LedgerKey key = LedgerKey.hashed(checked.key().gatewayId(), "rejected", number);
    return new CheckedMessage(
        checked.inbound(), key, checked.accepted(), checked.rejects(), checked.days());
  }
}
