package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.DecodedBatch;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.RejectReason;
import io.fallow.gateway.wire.Topics;
import io.fallow.gateway.wire.WireFormatException;
import io.fallow.telemetry.ingest.CheckedMessage.AssetReading;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Gateway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decodes a message and decides on each of its readings. The organisation is the topic's, never the
 * payload's: the broker lets a gateway publish under its own topic only.
 */
final class MessageChecker {

  /** How far a gateway's clock may run ahead of ours. */
  static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** Before this nothing was measured that anybody wants to know. */
  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /** Each day is a chunk that the message's transaction locks; the database's locks are few. */
  static final int MOST_DAYS = 400;

  private static final long DAY_SECONDS = 86_400;
  private static final Pattern NO_READINGS =
      Pattern.compile("fallow/v1/" + Topics.CODE + "/" + Topics.CODE + "/(status|commands)");

  private final Directory directory;

  MessageChecker(Directory directory) {
    this.directory = directory;
  }

  /** Whether a message is for ingest: not for the talk between gateways and platform. */
  static boolean concerns(InboundMessage message) {
    return !NO_READINGS.matcher(message.topic()).matches();
  }

  /**
   * Checks a message that {@linkplain #concerns concerns} ingest.
   *
   * @throws io.fallow.telemetry.store.StoreException when the registry can't be read; nothing is
   *     decided then
   */
  CheckedMessage check(InboundMessage message, Instant now) throws InterruptedException {
    Optional<InboundMessage.Content> content = message.content();
    if (content.isEmpty()) {
      String detail = "readings are published to fallow/v1/{organisation}/{gateway}/readings";
      return rejected(message, LedgerKey.NO_GATEWAY, RejectReason.UNKNOWN_TOPIC, detail);
    }
    GatewayAddress address = content.get().gateway();
    Optional<Gateway> gateway = directory.recent().gateway(address);
    if (gateway.isEmpty()) {
      gateway = directory.readAfter(message.receivedNanos()).gateway(address);
    }
    if (gateway.isEmpty()) {
      String detail = "no gateway " + address + " is registered";
      return rejected(message, LedgerKey.NO_GATEWAY, RejectReason.UNKNOWN_GATEWAY, detail);
    }
    try {
      DecodedBatch decoded = content.get().decoder().decode(message.payload());
      return sort(message, gateway.get(), decoded, now);
    } catch (WireFormatException fault) {
      return rejected(message, gateway.get().id(), fault.reason(), fault.getMessage());
    }
  }

  private CheckedMessage sort(
      InboundMessage message, Gateway gateway, DecodedBatch decoded, Instant now)
      throws InterruptedException {
    List<AssetReading> accepted = new ArrayList<>(decoded.readings().size());
    Refusals refusals = new Refusals();
    decoded.bad().forEach(refusals::add);
    for (Reading reading : decoded.readings()) {
      Optional<Asset> asset = asset(gateway, reading, message.receivedNanos());
      Optional<RejectReason> fault = fault(gateway, asset, reading, now);
      if (fault.isEmpty()) {
        accepted.add(new AssetReading(asset.orElseThrow().id(), reading));
      } else {
        refusals.add(fault.get(), reading, () -> detail(fault.get(), gateway, reading, now));
      }
    }
    int days = days(accepted);
    if (days > MOST_DAYS) {
      String detail = "its readings lie on " + days + " days, more than " + MOST_DAYS;
      return rejected(message, gateway.id(), RejectReason.INVALID_VALUE, detail);
    }
    LedgerKey key =
        decoded
            .key()
            .map(numbers -> LedgerKey.numbered(gateway.id(), numbers))
            .orElseGet(() -> hashed(message, gateway.id()));
    List<Reject> rejects = refusals.rejects(decoded.key(), message.payload(), !accepted.isEmpty());
    return new CheckedMessage(message, key, accepted, rejects, days);
  }

  /** The reading's asset; where it is unknown or foreign, only if the registry still says so. */
  private Optional<Asset> asset(Gateway gateway, Reading reading, long receivedNanos)
      throws InterruptedException {
    String organisation = gateway.address().organisation();
    Optional<Asset> asset = directory.recent().asset(organisation, reading.asset());
    return asset.isPresent() && gateway.mayReport(asset.get())
        ? asset
        : directory.readAfter(receivedNanos).asset(organisation, reading.asset());
  }

  private static Optional<RejectReason> fault(
      Gateway gateway, Optional<Asset> asset, Reading reading, Instant now) {
    if (asset.isEmpty()) {
      return Optional.of(RejectReason.UNKNOWN_ASSET);
    }
    if (!gateway.mayReport(asset.get())) {
      return Optional.of(RejectReason.FOREIGN_ASSET);
    }
    if (reading.time().isAfter(now.plus(CLOCK_TOLERANCE))) {
      return Optional.of(RejectReason.TIME_IN_FUTURE);
    }
    return reading.time().isBefore(EARLIEST)
        ? Optional.of(RejectReason.TIME_TOO_OLD)
        : Optional.empty();
  }

  private static String detail(RejectReason reason, Gateway gateway, Reading reading, Instant now) {
    String asset = "asset " + reading.asset();
    return switch (reason) {
      case UNKNOWN_ASSET -> gateway.address().organisation() + " has no " + asset;
      case FOREIGN_ASSET -> asset + " is of another facility than gateway " + gateway.address();
      case TIME_IN_FUTURE -> asset + ": " + reading.time() + " is after the present, " + now;
      default -> asset + ": " + reading.time() + " is before " + EARLIEST;
    };
  }

  private static int days(List<AssetReading> accepted) {
    Set<Long> days = new HashSet<>();
    long last = Long.MIN_VALUE;
    for (AssetReading each : accepted) {
      long day = Math.floorDiv(each.reading().time().getEpochSecond(), DAY_SECONDS);
      if (day != last) {
        days.add(day);
        last = day;
      }
    }
    return days.size();
  }

  private static LedgerKey hashed(InboundMessage message, int gatewayId) {
    return LedgerKey.hashed(gatewayId, message.topic(), message.payload());
  }

  private static CheckedMessage rejected(
      InboundMessage message, int gatewayId, RejectReason reason, String detail) {
    return CheckedMessage.rejected(message, gatewayId, reason, detail);
  }
}
