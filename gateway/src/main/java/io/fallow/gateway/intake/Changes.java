package io.fallow.gateway.intake;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Tells readings that say something new from those that say what was said before. A reading is news
 * when a value of it differs from the last one that was let through, when that was long ago, or
 * when its own time is before it: what comes late is never left out. Readings of the same asset
 * that tell of other quantities are told apart, so that none of them falls silent behind another.
 * Not safe for several threads.
 */
final class Changes {

  private record Series(String asset, boolean activity, boolean power, boolean counter) {
    static Series of(Reading reading) {
      return new Series(
          reading.asset(),
          reading.activity().isPresent(),
          reading.powerW().isPresent(),
          reading.counter().isPresent());
    }
  }

  private static final class Said {
    private Optional<Activity> activity = Optional.empty();
    private OptionalDouble power = OptionalDouble.empty();
    private OptionalLong counter = OptionalLong.empty();
    private Instant time = Instant.MIN;
  }

  private final ReportRules rules;
  private final Map<Series, Said> said = new HashMap<>();

  Changes(ReportRules rules) {
    this.rules = rules;
  }

  /** Those that are news, in their order; from now on they count as said. */
  List<Reading> news(List<Reading> readings) {
    return readings.stream().filter(this::isNews).toList();
  }

  /** They were not kept after all: what comes next of their assets is news. */
  void unsaid(Collection<Reading> readings) {
    readings.forEach(reading -> said.remove(Series.of(reading)));
  }

  /** Nothing counts as said: what comes next is news. */
  void forget() {
    said.clear();
  }

  private boolean isNews(Reading reading) {
    Said before = said.computeIfAbsent(Series.of(reading), any -> new Said());
    boolean news =
        reading.time().isBefore(before.time)
            || before.time.equals(Instant.MIN) // the first one
            || !reading.time().isBefore(before.time.plus(rules.heartbeat()))
            || differs(before, reading);
    if (news && !reading.time().isBefore(before.time)) {
      say(before, reading);
    }
    return news;
  }

  private boolean differs(Said before, Reading now) {
    return !now.activity().equals(before.activity)
        || !now.counter().equals(before.counter)
        || (now.powerW().isPresent()
            && rules.isChange(before.power.getAsDouble(), now.powerW().getAsDouble()));
  }

  private static void say(Said said, Reading reading) {
    said.time = reading.time();
    said.activity = reading.activity();
    said.power = reading.powerW();
    said.counter = reading.counter();
  }
}
