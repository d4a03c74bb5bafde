package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.BadReading;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows from a message or from the passing of time. Filled by one thread. */
final class Outcome {

  /** Why nothing of a message is accepted. */
  record Refusal(RejectReason reason, String detail) {}

  private final List<Reading> readings = new ArrayList<>();
  private final List<BadReading> bad = new ArrayList<>();
  private Refusal refusal;
  private boolean rebirth;
  private int deaths;

  void store(Reading reading) {
    readings.add(reading);
  }

  void reject(RejectReason reason, String metric, String detail) {
    byte[] named = metric.getBytes(StandardCharsets.UTF_8);
    bad.add(new BadReading(reason, "metric " + metric + ": " + detail, named));
  }

  void refuse(RejectReason reason, String detail) {
    refusal = new Refusal(reason, detail);
  }

  void askForRebirth() {
    rebirth = true;
  }

  void died() {
    deaths++;
  }

  List<Reading> readings() {
    return readings;
  }

  List<BadReading> bad() {
    return bad;
  }

  Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Whether the node is to tell again all that it has. */
  boolean rebirth() {
    return rebirth;
  }

  /** Sessions and devices that ended. */
  int deaths() {
    return deaths;
  }

  /** Whether there is anything for ingest. */
  boolean concernsIngest() {
    return refusal != null || !readings.isEmpty() || !bad.isEmpty();
  }
}
