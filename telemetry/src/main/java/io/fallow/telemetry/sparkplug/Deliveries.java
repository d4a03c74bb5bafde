package io.fallow.telemetry.sparkplug;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.BatchHeader;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.JsonBatchCodec;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.ReadingBatch;
import io.fallow.gateway.wire.ReadingSink;
import io.fallow.gateway.wire.WireFormatException;
import io.fallow.gateway.wire.sparkplug.MessageKind;
import io.fallow.gateway.wire.sparkplug.SparkplugTopic;
import io.fallow.telemetry.ingest.ReadingIntake;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Hands to ingest what the sessions say. */
final class Deliveries {

  private static final int MOST_READINGS = 1_000;
  private static final BatchHeader NO_HEADER =
      new BatchHeader(Optional.empty(), OptionalLong.empty());

  private final ReadingIntake intake;

  Deliveries(ReadingIntake intake) {
    this.intake = intake;
  }

  /**
   * What follows from a message: kept under that message's topic and payload. But the death of a
   * node that begins to count its sessions anew at each start says the same each time, and is dated
   * by us.
   */
  void ofMessage(Arrival message, SparkplugTopic topic, Outcome outcome)
      throws InterruptedException {
    GatewayAddress gateway = topic.gateway();
    if (topic.kind() == MessageKind.NDEATH && outcome.refusal().isEmpty()) {
      ofHost(gateway, outcome);
    } else if (outcome.concernsIngest()) {
      intake.offer(message.topic(), message.payload(), gateway, (any, sink) -> tell(outcome, sink));
    }
  }

  private static BatchHeader tell(Outcome outcome, ReadingSink sink) throws WireFormatException {
    if (outcome.refusal().isPresent()) {
      Outcome.Refusal refusal = outcome.refusal().get();
      throw new WireFormatException(refusal.reason(), refusal.detail());
    }
    outcome
        .readings()
        .forEach(
            reading ->
                sink.reading(
                    reading.asset(),
                    ChronoUnit.MICROS.between(Instant.EPOCH, reading.time()),
                    reading.activity().map(Activity::code).orElse((short) ReadingSink.NO_ACTIVITY),
                    reading.powerW().isPresent()
                        ? (float) reading.powerW().getAsDouble()
                        : Float.NaN,
                    reading.counter().orElse(ReadingSink.NO_COUNTER)));
    outcome.bad().forEach(sink::bad);
    return NO_HEADER;
  }

  /** A message on a topic that names no gateway: rejected. */
  void ofNobody(Arrival message) throws InterruptedException {
    intake.refuse(message.topic(), message.payload());
  }

  /** What follows from the passing of time. */
  void ofHost(GatewayAddress gateway, Outcome outcome) throws InterruptedException {
    String topic = "spBv1.0/" + gateway.organisation() + "/HOST/" + gateway.gateway();
    List<Reading> readings = outcome.readings();
    for (int from = 0; from < readings.size(); from += MOST_READINGS) {
      List<Reading> some = readings.subList(from, Math.min(readings.size(), from + MOST_READINGS));
      byte[] payload = JsonBatchCodec.encode(new ReadingBatch(Optional.empty(), some));
      intake.offer(topic, payload, gateway, JsonBatchCodec.DECODER);
    }
  }
}
