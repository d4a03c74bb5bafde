package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.BatchHeader;
import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.RejectReason;
import io.fallow.gateway.wire.Topics;
import io.fallow.gateway.wire.WireFormatException;
import io.fallow.telemetry.gateways.Traffic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decodes a message and decides on each of its readings. The organisation is the topic's, never the
 * payload's: the broker lets a gateway publish under its own topic only.
 */
final class MessageChecker {

  /** Each day is a chunk that the message's transaction locks; the database's locks are few. */
  static final int MOST_DAYS = 400;

  private static final Pattern NO_READINGS =
      Pattern.compile("fallow/v1/" + Topics.CODE + "/" + Topics.CODE + "/(status|health|commands)");

  private final Directory directory;
  private final Traffic traffic;

  MessageChecker(Directory directory) {
    this(directory, new Traffic());
  }

  /**
   * With somebody to tell how clocks stand.
   *
   * @param traffic counts what comes in
   */
  MessageChecker(Directory directory, Traffic traffic) {
    this.directory = directory;
    this.traffic = traffic;
  }

  /** Whether a message is for ingest: not for the talk between gateways and platform. */
  static boolean concerns(InboundMessage message) {
    String topic = message.topic();
    boolean talk =
        topic.endsWith("/status") || topic.endsWith("/health") || topic.endsWith("/commands");
    return !(talk && NO_READINGS.matcher(topic).matches());
  }

  /**
   * Checks a message that {@linkplain #concerns concerns} ingest.
   *
   * @param into where its good readings go; unchanged where none is accepted, or this throws
   * @throws io.fallow.telemetry.store.StoreException when the registry can't be read; nothing is
   *     decided then
   */
  CheckedMessage check(InboundMessage message, Instant now, ReadingColumns into)
      throws InterruptedException {
    Optional<Directory.Sender> sender = sender(message);
    if (sender.isEmpty()) {
      return ofNobody(message);
    }
    int start = into.size();
    try {
      return sort(message, sender.get(), now, into);
    } catch (WireFormatException fault) {
      into.truncate(start);
      LedgerKey key = key(message, sender.get(), fault.key());
      return CheckedMessage.rejected(message, key, fault.reason(), fault.getMessage());
    } catch (RuntimeException failure) {
      into.truncate(start);
      throw failure;
    }
  }

  private Optional<Directory.Sender> sender(InboundMessage message) throws InterruptedException {
    Optional<Directory.Sender> sender = directory.recent().sender(message);
    return sender.isPresent() || message.content().isEmpty()
        ? sender
        : directory.readAfter(message.receivedNanos()).sender(message);
  }

  private static CheckedMessage ofNobody(InboundMessage message) {
    Optional<InboundMessage.Content> content = message.content();
    return content.isPresent()
        ? rejected(
            message,
            RejectReason.UNKNOWN_GATEWAY,
            "no gateway " + content.get().gateway() + " is registered")
        : rejected(
            message,
            RejectReason.UNKNOWN_TOPIC,
            "readings are published to fallow/v1/{organisation}/{gateway}/readings");
  }

  private static CheckedMessage rejected(
      InboundMessage message, RejectReason reason, String detail) {
    return CheckedMessage.rejected(message, LedgerKey.NO_GATEWAY, reason, detail);
  }

  private CheckedMessage sort(
      InboundMessage message, Directory.Sender sender, Instant now, ReadingColumns into)
      throws WireFormatException, InterruptedException {
    int start = into.size();
    ReadingSorter sorter = new ReadingSorter(sender, now, into);
    BatchHeader header = sender.decoder().decode(message.payload(), sorter);
    if (header.sentAtMicros().isPresent()) {
      traffic.clock(
          sender.gateway().id(), header.sentAtMicros().getAsLong() / 1_000 - now.toEpochMilli());
    }
    if (sorter.hasUnknown()) {
      String organisation = sender.gateway().address().organisation();
      sorter.decideOnUnknown(directory.readAfter(message.receivedNanos()).assets(organisation));
    }
    LedgerKey key = key(message, sender, header.key());
    if (sorter.days() > MOST_DAYS) {
      into.truncate(start);
      return CheckedMessage.rejected(
          message,
          key,
          RejectReason.INVALID_VALUE,
          "its readings lie on " + sorter.days() + " days, more than " + MOST_DAYS);
    }
    ReadingRows accepted = new ReadingRows(into, start, into.size());
    List<Reject> rejects = sorter.refusals().rejects(message, header.key(), !accepted.isEmpty());
    return new CheckedMessage(message, key, accepted, rejects, sorter.days());
  }

  /**
   * Also what is rejected as a whole goes by its number, where that could be read: or its gateway
   * would be told that it is missing, and send it again for ever.
   */
  private static LedgerKey key(
      InboundMessage message, Directory.Sender sender, Optional<MessageKey> number) {
    int gatewayId = sender.gateway().id();
    return number
        .map(known -> LedgerKey.numbered(gatewayId, known))
        .orElseGet(() -> LedgerKey.hashed(gatewayId, message.topic(), message.payload()));
  }
}
