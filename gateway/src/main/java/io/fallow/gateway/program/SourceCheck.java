package io.fallow.gateway.program;

import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceHealth;
import io.fallow.gateway.source.SourceHealth.Standing;
import io.fallow.gateway.wire.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Tries sources, and says of each in plain words whether it can be read. */
public final class SourceCheck {

  /** Of one source. */
  public record Finding(String source, boolean well, String words) {}

  private final Duration most;
  private final Map<String, Map<String, Reading>> seen = new ConcurrentHashMap<>();

  private SourceCheck(Duration most) {
    this.most = most;
  }

  /**
   * Starts them all, waits until each has said something or failed, and closes them.
   *
   * @param most how long to wait
   */
  public static List<Finding> of(List<Source> sources, Duration most) throws InterruptedException {
    return new SourceCheck(most).run(sources);
  }

  private List<Finding> run(List<Source> sources) throws InterruptedException {
    try (Trial trial = Trial.start(sources, this::saw)) {
      trial.await(most, () -> sources.stream().allMatch(this::isDecided));
      return sources.stream().map(this::finding).toList();
    }
  }

  private void saw(String source, Reading reading) {
    seen.computeIfAbsent(source, any -> new ConcurrentHashMap<>()).put(reading.asset(), reading);
  }

  private boolean isDecided(Source source) {
    return seen.containsKey(source.name()) || source.health().standing() == Standing.TROUBLE;
  }

  private Finding finding(Source source) {
    SourceHealth health = source.health();
    if (health.trouble().isPresent()) {
      return new Finding(source.name(), false, health.trouble().get());
    }
    if (health.lastRefusal().isPresent()) {
      return new Finding(source.name(), false, "reads, but refuses: " + health.lastRefusal().get());
    }
    String what = source.describe();
    if (health.standing() == Standing.STARTING) {
      return new Finding(
          source.name(), false, what + " has not answered within " + most.toSeconds() + " s");
    }
    Map<String, Reading> readings = seen.getOrDefault(source.name(), Map.of());
    return new Finding(
        source.name(),
        true,
        readings.isEmpty()
            ? what + " is there; it said nothing in " + most.toSeconds() + " s"
            : what + ": " + inWords(readings));
  }

  private static String inWords(Map<String, Reading> readings) {
    StringBuilder words = new StringBuilder();
    new TreeMap<>(readings)
        .forEach(
            (asset, reading) -> {
              words.append(words.isEmpty() ? "" : ", ").append(asset);
              reading.activity().ifPresent(each -> words.append(' ').append(each));
              reading
                  .powerW()
                  .ifPresent(each -> words.append(' ').append((float) each).append(" W"));
              reading.counter().ifPresent(each -> words.append(" count ").append(each));
            });
    return words.toString();
  }
}
