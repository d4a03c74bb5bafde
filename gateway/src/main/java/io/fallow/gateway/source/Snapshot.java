package io.fallow.gateway.source;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is known of several assets at one instant, put together value by value: one reading for each
 * asset. Not safe for several threads.
 */
public final class Snapshot {

  private static final class Values {
    private Optional<Activity> activity = Optional.empty();
    private OptionalDouble power = OptionalDouble.empty();
    private OptionalLong counter = OptionalLong.empty();
  }

  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private final Instant time;
  private final Map<String, Values> assets = new LinkedHashMap<>();

  /** Nothing is known yet. */
  public Snapshot(Instant time) {
    this.time = time;
  }

  /**
   * Nothing is known yet of a time that somebody wrote.
   *
   * @throws SourceException if no machine can have read anything then
   */
  public static Snapshot of(Instant time) throws SourceException {
    if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
      throw new SourceException(time + " is no time of a reading");
    }
    return new Snapshot(time);
  }

  void activity(String asset, Activity activity) {
    of(asset).activity = Optional.of(activity);
  }

  void power(String asset, double watts) {
    of(asset).power = OptionalDouble.of(watts);
  }

  void counter(String asset, long count) {
    of(asset).counter = OptionalLong.of(count);
  }

  private Values of(String asset) {
    return assets.computeIfAbsent(asset, any -> new Values());
  }

  /** A reading for each asset of which something is known, in the order in which it was said. */
  public List<Reading> readings() {
    return assets.entrySet().stream()
        .map(
            each ->
                new Reading(
                    each.getKey(),
                    time,
                    each.getValue().activity,
                    each.getValue().power,
                    each.getValue().counter))
        .toList();
  }
}
