package io.fallow.scheduler.api.group;

import io.fallow.scheduler.api.contract.Inputs;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.group.Spot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the assets of a bundle, each with its time, and names every fault of every one. */
final class BundleSpots {

  private static final Set<String> FIELDS = Set.of("asset", "start", "end");

  private final Inputs inputs;
  private final Optional<Instant> start;
  private final Optional<Instant> end;
  private final Set<String> seen = new HashSet<>();

  BundleSpots(Inputs inputs) {
    this.inputs = inputs;
    this.start = inputs.instant("start");
    this.end = inputs.instant("end");
  }

  /** The spots; those with a fault are left out. */
  List<Spot> read() {
    JsonArray assets = inputs.list("assets").orElse(new JsonArray());
    List<Spot> spots = new ArrayList<>();
    for (int i = 0; i < assets.size(); i++) {
      spot("assets[" + i + "]", assets.getJsonObject(i)).ifPresent(spots::add);
    }
    return spots;
  }

  private Optional<Spot> spot(String at, JsonObject item) {
    item.fieldNames().stream()
        .filter(name -> !FIELDS.contains(name))
        .forEach(name -> inputs.fault("body", at, "unknown", "known are asset, start, end"));
    Optional<String> asset = asset(at + ".asset", item.getValue("asset"));
    Optional<TimeRange> during = during(at, item);
    return asset.flatMap(id -> during.map(range -> new Spot(id, range)));
  }

  private Optional<String> asset(String at, Object value) {
    if (value == null) {
      inputs.fault("body", at, "missing", "is required");
      return Optional.empty();
    }
    Optional<String> id = inputs.assetIn(at, value);
    if (id.isPresent() && !seen.add(id.get())) {
      inputs.fault("body", at, "repeated", "must not name an asset twice");
      return Optional.empty();
    }
    return id;
  }

  private Optional<TimeRange> during(String at, JsonObject item) {
    Optional<Instant> from = time(at, item, "start", start);
    Optional<Instant> to = time(at, item, "end", end);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    Optional<TimeRange> during = TimeRange.between(from.get(), to.get());
    if (during.isEmpty()) {
      inputs.fault("body", at + ".end", "order", "must be later than start");
    }
    return during;
  }

  /** A time of one asset's own, or else the bundle's. */
  private Optional<Instant> time(
      String at, JsonObject item, String name, Optional<Instant> common) {
    if (item.containsKey(name)) {
      return inputs.instantIn(at + "." + name, item.getValue(name));
    }
    if (!inputs.isGiven(name)) {
      inputs.fault("body", at + "." + name, "missing", "is required, here or for all assets");
    }
    return common;
  }
}
