package io.fallow.gateway.intake;

import io.fallow.gateway.wire.Reading;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest reading of each asset, from each source, whether it was news or not. Safe for many
 * threads.
 */
public final class Newest {

  private static final int MOST = 20_000; // a source with made-up assets must not fill the memory

  private record Key(String source, String asset) {}

  /** A reading and who handed it in. */
  public record Seen(String source, Reading reading) {}

  private final Map<Key, Reading> readings = new LinkedHashMap<>();

  synchronized void noted(String source, List<Reading> some) {
    for (Reading each : some) {
      Key key = new Key(source, each.asset());
      Reading before = readings.get(key);
      if (before == null ? readings.size() < MOST : !each.time().isBefore(before.time())) {
        readings.put(key, before == null ? each : merged(before, each));
      }
    }
  }

  /** What a reading doesn't say stays as it was said last. */
  private static Reading merged(Reading before, Reading now) {
    return new Reading(
        now.asset(),
        now.time(),
        now.activity().or(before::activity),
        now.powerW().isPresent() ? now.powerW() : before.powerW(),
        now.counter().isPresent() ? now.counter() : before.counter());
  }

  /** By source and asset. */
  public synchronized List<Seen> all() {
    return readings.entrySet().stream()
        .map(each -> new Seen(each.getKey().source(), each.getValue()))
        .sorted(Comparator.comparing(Seen::source).thenComparing(each -> each.reading().asset()))
        .toList();
  }

  /** Of one asset, from whichever source spoke last. */
  public synchronized Optional<Reading> of(String asset) {
    return readings.values().stream()
        .filter(each -> each.asset().equals(asset))
        .max(Comparator.comparing(Reading::time));
  }
}
