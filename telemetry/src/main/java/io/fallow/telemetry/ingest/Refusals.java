package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.BadReading;
import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.ReadingBatch;
import io.fallow.gateway.wire.ReadingsTopic;
import io.fallow.gateway.wire.RejectReason;
import io.fallow.gateway.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Collects the refused readings of one message, so that a thousand readings with the same fault
 * become one row with a thousand readings. Of a Sparkplug message the names of the refused metrics
 * are kept alone: it may hold others, which are mapped to nothing.
 */
final class Refusals {

  private record Kind(RejectReason reason, String asset) {}

  private static final class Group {
    final String firstDetail;
    final List<Reading> readings = new ArrayList<>();
    final List<byte[]> json = new ArrayList<>();

    Group(String firstDetail) {
      this.firstDetail = firstDetail;
    }

    int size() {
      return readings.size() + json.size();
    }
  }

  private final Map<Kind, Group> groups = new LinkedHashMap<>();

  /** Refuses a well-formed reading. */
  void add(RejectReason reason, Reading reading, Supplier<String> detail) {
    group(new Kind(reason, reading.asset()), detail).readings.add(reading);
  }

  /** Refuses a reading that could not be read. */
  void add(BadReading bad) {
    group(new Kind(bad.reason(), ""), bad::detail).json.add(bad.json());
  }

  private Group group(Kind kind, Supplier<String> detail) {
    return groups.computeIfAbsent(kind, any -> new Group(detail.get()));
  }

  /**
   * One reject for each reason, and for each asset where the reading names one.
   *
   * @param original kept as it is where nothing else of it is accepted; the readings that are kept
   *     alone keep its form
   */
  List<Reject> rejects(InboundMessage original, Optional<MessageKey> key, boolean anyAccepted) {
    if (groups.isEmpty()) {
      return List.of();
    }
    boolean whole = !anyAccepted && groups.size() == 1 && isOurs(original);
    List<Reject> rejects = new ArrayList<>(groups.size());
    groups.forEach(
        (kind, group) -> {
          String more = group.size() > 1 ? " (and " + (group.size() - 1) + " more like it)" : "";
          byte[] payload = whole ? original.payload() : payload(original, key, group);
          rejects.add(new Reject(kind.reason(), group.firstDetail + more, group.size(), payload));
        });
    return rejects;
  }

  private static boolean isOurs(InboundMessage original) {
    return Topics.readingsOf(original.topic()).isPresent();
  }

  private byte[] payload(InboundMessage original, Optional<MessageKey> key, Group group) {
    if (!group.json.isEmpty()) {
      return group.json.size() == 1 ? group.json.get(0) : array(group.json);
    }
    try {
      PayloadFormat format =
          Topics.readingsOf(original.topic()).map(ReadingsTopic::format).orElse(PayloadFormat.JSON);
      return format.encode(new ReadingBatch(key, group.readings));
    } catch (IllegalArgumentException tooLong) { // our spelling of a number may be the longer one
      boolean known = groups.keySet().stream().allMatch(kind -> kind.reason().mayKeepPayload());
      return known ? original.payload() : new byte[0];
    }
  }

  private static byte[] array(List<byte[]> elements) {
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    byte separator = '[';
    for (byte[] element : elements) {
      array.write(separator);
      array.writeBytes(element);
      separator = ',';
    }
    array.write(']');
    return array.toByteArray();
  }
}
