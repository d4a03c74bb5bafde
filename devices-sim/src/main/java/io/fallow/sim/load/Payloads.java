package io.fallow.sim.load;

import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.ReadingBatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Makes one gateway's messages: power and a counter of its assets in turn. */
final class Payloads {
  private static final long LAP_MICROS = 100;

  private final LoadGateway gateway;
  private final LoadPlan plan;
  private int asset;

  Payloads(LoadGateway gateway, LoadPlan plan) {
    this.gateway = gateway;
    this.plan = plan;
  }

  /**
   * A message whose newest readings are of this instant. Where an asset is in it more than once,
   * its readings are 100 µs apart.
   */
  byte[] next(long sequence, Instant at) {
    int assets = gateway.assets().size();
    int laps = (plan.readings() - 1) / assets;
    List<Reading> readings = new ArrayList<>(plan.readings());
    for (int i = 0; i < plan.readings(); i++) {
      long back = (laps - i / assets) * LAP_MICROS;
      readings.add(reading(asset, sequence, at.minus(back, ChronoUnit.MICROS)));
      asset = (asset + 1) % assets;
    }
    MessageKey key = new MessageKey(plan.epoch(), sequence);
    return plan.format().encode(new ReadingBatch(Optional.of(key), readings));
  }

  /** At work and waiting by turns of a minute. */
  private Reading reading(int index, long sequence, Instant at) {
    boolean working = (at.getEpochSecond() / 60 + index) % 2 == 0;
    double power = (working ? 2_000 : 200) + (sequence * 31 + index * 17L) % 1_000 / 10.0;
    return new Reading(
        gateway.assets().get(index),
        at,
        Optional.empty(),
        OptionalDouble.of(power),
        OptionalLong.of(at.getEpochSecond()));
  }
}
