package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.BadReading;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.ReadingSink;
import io.fallow.gateway.wire.RejectReason;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Decides on each reading of one message while it is being decoded: good ones go to the columns,
 * the others to the refusals. A reading of an asset that isn't known is put off, as the asset may
 * have been registered just now.
 */
final class ReadingSorter implements ReadingSink {

  /** How far a gateway's clock may run ahead of ours. */
  static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  /** Before this nothing was measured that anybody wants to know. */
  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final long DAY = 86_400_000_000L;
  private static final long FIRST = micros(EARLIEST);

  private final Directory.Sender sender;
  private final Instant now;
  private final long last;
  private final ReadingColumns accepted;
  private final Refusals refusals = new Refusals();
  private final List<Reading> unknown = new ArrayList<>(0);
  private final Set<Long> days = new HashSet<>(2);
  private long today = Long.MIN_VALUE;

  ReadingSorter(Directory.Sender sender, Instant now, ReadingColumns accepted) {
    this.sender = sender;
    this.now = now;
    this.last = micros(now.plus(CLOCK_TOLERANCE));
    this.accepted = accepted;
  }

  @Override
  public void reading(String asset, long time, int activity, float powerW, long counter) {
    Asset known = sender.assets().get(asset);
    if (known == null || !sender.gateway().mayReport(known)) {
      unknown.add(object(asset, time, activity, powerW, counter));
    } else if (time > last || time < FIRST) {
      refuseTime(object(asset, time, activity, powerW, counter));
    } else {
      accepted.add(known.id(), time, activity, powerW, counter);
      note(time);
    }
  }

  private void note(long time) {
    long day = Math.floorDiv(time, DAY);
    if (day != today) {
      today = day;
      days.add(day);
    }
  }

  @Override
  public void bad(BadReading bad) {
    refusals.add(bad);
  }

  /** Whether there are readings of assets that were not known. */
  boolean hasUnknown() {
    return !unknown.isEmpty();
  }

  /** Decides on the readings that were put off, by what the registry says now. */
  void decideOnUnknown(Map<String, Asset> assets) {
    for (Reading reading : unknown) {
      Asset asset = assets.get(reading.asset());
      if (asset == null) {
        refuse(RejectReason.UNKNOWN_ASSET, reading);
      } else if (!sender.gateway().mayReport(asset)) {
        refuse(RejectReason.FOREIGN_ASSET, reading);
      } else {
        accept(asset, reading);
      }
    }
  }

  private void accept(Asset asset, Reading reading) {
    long time = micros(reading.time());
    if (time > last || time < FIRST) {
      refuseTime(reading);
      return;
    }
    accepted.add(
        asset.id(),
        time,
        reading.activity().map(Activity::code).orElse((short) NO_ACTIVITY),
        (float) reading.powerW().orElse(Double.NaN),
        reading.counter().orElse(NO_COUNTER));
    note(time);
  }

  private void refuseTime(Reading reading) {
    boolean early = reading.time().isBefore(EARLIEST);
    refuse(early ? RejectReason.TIME_TOO_OLD : RejectReason.TIME_IN_FUTURE, reading);
  }

  private void refuse(RejectReason reason, Reading reading) {
    refusals.add(reason, reading, () -> detail(reason, reading));
  }

  private String detail(RejectReason reason, Reading reading) {
    String asset = "asset " + reading.asset();
    return switch (reason) {
      case UNKNOWN_ASSET -> sender.gateway().address().organisation() + " has no " + asset;
      case FOREIGN_ASSET ->
          asset + " is of another facility than gateway " + sender.gateway().address();
      case TIME_IN_FUTURE -> asset + ": " + reading.time() + " is after the present, " + now;
      default -> asset + ": " + reading.time() + " is before " + EARLIEST;
    };
  }

  Refusals refusals() {
    return refusals;
  }

  /** Different days on which the accepted readings lie. */
  int days() {
    return days.size();
  }

  private static Reading object(String asset, long time, int activity, float powerW, long counter) {
    return new Reading(
        asset,
        Instant.EPOCH.plus(time, ChronoUnit.MICROS),
        activity == NO_ACTIVITY ? Optional.empty() : Optional.of(Activity.ofCode(activity)),
        Float.isNaN(powerW) ? OptionalDouble.empty() : OptionalDouble.of(powerW),
        counter == NO_COUNTER ? OptionalLong.empty() : OptionalLong.of(counter));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
