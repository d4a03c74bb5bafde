package io.fallow.scheduler.api.group;

import io.fallow.scheduler.api.contract.Coordinates;
import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.group.Wish;
import io.fallow.scheduler.idle.SearchRequest.Near;
import io.fallow.telemetry.registry.Asset;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads what somebody waits for, and names what is wrong with it. */
final class WaitInputs {

  private static final Duration LONGEST = Duration.ofDays(400);
  private static final double USUAL_RADIUS_KM = 50;

  private final Inputs inputs;
  private final Optional<TimeRange> range;
  private final Optional<Duration> least;

  private WaitInputs(Inputs inputs) {
    this.inputs = inputs;
    this.range = range(inputs);
    this.least = inputs.duration("minDuration");
  }

  private static Optional<TimeRange> range(Inputs inputs) {
    Optional<Instant> from = inputs.instant("from");
    Optional<Instant> to = inputs.instant("to");
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    Optional<TimeRange> range = TimeRange.between(from.get(), to.get());
    if (range.isEmpty()) {
      inputs.fault("body", "to", "order", "must be later than from");
    } else if (range.get().length().compareTo(LONGEST) > 0) {
      inputs.fault("body", "to", "range", "must be at most 400 days after from");
    }
    return range;
  }

  static WaitInputs read(Inputs inputs, Instant now) {
    WaitInputs read = new WaitInputs(inputs);
    read.checkWhat();
    read.checkTimes(now);
    return read;
  }

  private void checkWhat() {
    if (inputs.isGiven("asset") == inputs.isGiven("type")) {
      inputs.fault("body", "asset", "choice", "either asset or type must be given");
    }
    if (inputs.text("purpose").orElse("").chars().anyMatch(Character::isISOControl)) {
      inputs.fault("body", "purpose", "format", "must be one line");
    }
    if (inputs.isGiven("radiusKm") && !inputs.isGiven("near")) {
      inputs.fault("body", "near", "missing", "is required with radiusKm");
    }
  }

  private void checkTimes(Instant now) {
    range
        .filter(given -> !given.end().isAfter(now))
        .ifPresent(past -> inputs.fault("body", "to", "range", "must be later than now"));
    least
        .filter(wanted -> range.map(given -> given.length().compareTo(wanted) < 0).orElse(false))
        .ifPresent(
            wanted -> inputs.fault("body", "minDuration", "range", "must fit between from and to"));
    inputs
        .duration("maxDuration")
        .filter(most -> least.map(wanted -> most.compareTo(wanted) < 0).orElse(false))
        .ifPresent(
            most -> inputs.fault("body", "maxDuration", "order", "must be at least minDuration"));
  }

  /** The wish, once the inputs have no fault. */
  Wish wish(Optional<Asset> asset) {
    TimeRange within = range.orElseThrow();
    Duration most = inputs.duration("maxDuration").orElse(least.orElseThrow());
    return new Wish(
        asset.map(Asset::type).or(() -> inputs.text("type")).orElseThrow(),
        asset.map(Asset::publicId),
        inputs.text("owner"),
        inputs.coordinates("near").map(this::near),
        within,
        least.orElseThrow(),
        most.compareTo(within.length()) > 0 ? within.length() : most);
  }

  private Near near(Coordinates point) {
    double radius = inputs.number("radiusKm").orElse(USUAL_RADIUS_KM);
    return new Near(point.latitude(), point.longitude(), radius);
  }
}
