package io.fallow.telemetry.usage;

import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import java.time.Instant;
import java.time.ZoneId;

/** What an asset's usage depends on besides its readings. */
record Frame(ActivityRule rule, ZoneId zone) {

  /** Counts up when the derivation itself changes, so that all is derived anew. */
  private static final int EDITION = 1;

  static Frame of(Asset asset) {
    return new Frame(asset.rules().at(Instant.MAX), asset.facility().zone());
  }

  /** A text that is another one for every other frame; it is stored with what was derived. */
  String basis() {
    return EDITION + " " + zone + " " + rule;
  }

  long maxGap() {
    return Micros.of(rule.maxGap());
  }

  ClockHour hourOf(long time) {
    return ClockHour.of(zone, time);
  }
}
