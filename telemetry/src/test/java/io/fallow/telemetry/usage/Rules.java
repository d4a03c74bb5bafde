package io.fallow.telemetry.usage;

import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.RuleHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;

/** Rules of all kinds, at random. */
final class Rules {

  private Rules() {}

  static ActivityRule random(Random random) {
    Duration maxGap = Duration.ofSeconds(random.nextInt(60, 7_200));
    return switch (random.nextInt(5)) {
      case 0 -> new ActivityRule.Reported(maxGap);
      case 1 -> new ActivityRule.PowerThreshold(2_000, 100, maxGap);
      case 2 ->
          new ActivityRule.PowerThreshold(
              2_000, 1_000, 1_400, 400, Duration.ZERO, Duration.ZERO, maxGap);
      case 3 ->
          new ActivityRule.PowerThreshold(
              2_000, 1_000, 1_400, 900, dwell(random), dwell(random), maxGap);
      default ->
          new ActivityRule.CounterIncrements(
              dwell(random).plusSeconds(1),
              random.nextBoolean() ? OptionalDouble.of(300) : OptionalDouble.empty(),
              random.nextBoolean() ? OptionalLong.of(8) : OptionalLong.empty(),
              maxGap);
    };
  }

  private static Duration dwell(Random random) {
    return Duration.ofSeconds(random.nextInt(random.nextBoolean() ? 180 : 5_400));
  }

  /** A history of one rule or of several, that change somewhere in a day or two from an instant. */
  static RuleHistory history(Random random, long start) {
    List<RuleHistory.Span> spans = new ArrayList<>();
    List<RuleHistory.Edit> edits = new ArrayList<>();
    spans.add(new RuleHistory.Span(Instant.MIN, random(random)));
    long time = start;
    while (random.nextInt(5) < 2) {
      time += random.nextLong(1, Micros.DAY);
      ActivityRule next = random(random);
      if (!next.equals(spans.get(spans.size() - 1).rule())) {
        spans.add(new RuleHistory.Span(Micros.instant(time), next));
        edits.add(new RuleHistory.Edit(edits.size() + 1, Micros.instant(time)));
      }
    }
    return new RuleHistory(spans, edits);
  }

  /** The history as it was before anything was said from an instant on; and then was. */
  static RuleHistory before(RuleHistory history, Instant time) {
    return new RuleHistory(
        history.spans().stream().filter(span -> span.from().isBefore(time)).toList(),
        history.edits().stream().filter(edit -> edit.from().isBefore(time)).toList());
  }
}
