package io.fallow.scheduler.idle;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What the index tells of itself. */
final class IndexMeters {

  private final MeterRegistry registry;
  private final Timer looks;
  private final Timer lag;
  private final Counter checked;
  private final Counter differences;
  private final IndexKeeper keeper;

  IndexMeters(MeterRegistry registry, IndexKeeper keeper) {
    this.keeper = keeper;
    this.registry = registry;
    this.looks =
        Timer.builder("fallow.index.look")
            .description("Time to take in what has changed")
            .register(registry);
    this.lag =
        Timer.builder("fallow.index.lag")
            .description("From a change to when the index has it; the longest of each look")
            .register(registry);
    this.checked =
        Counter.builder("fallow.index.checked")
            .description("Assets held against the tables")
            .register(registry);
    this.differences =
        Counter.builder("fallow.index.differences")
            .description("Assets of which the index said something else than the tables")
            .register(registry);
    gauge("fallow.index.assets", "Assets in the index", times -> times.times().fleet().size());
    gauge("fallow.index.windows", "Windows in the index", times -> times.times().windows());
    gauge("fallow.index.bytes", "Memory that the index takes", IndexMeters::bytes);
  }

  private static double bytes(IndexKeeper.Current current) {
    return (double) current.times().bytes() + current.views().bytes();
  }

  private void gauge(String name, String description, ToDoubleFunction<IndexKeeper.Current> value) {
    Gauge.builder(name, keeper, it -> it.current().map(value::applyAsDouble).orElse(Double.NaN))
        .description(description)
        .register(registry);
  }

  IndexMarks.Changes look(Supplier<IndexMarks.Changes> work) {
    long begun = System.nanoTime();
    IndexMarks.Changes changes = work.get();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    looks.record(took);
    if (changes.oldestMs() > 0) {
      lag.record(took.plusMillis(Math.round(changes.oldestMs())));
    }
    return changes;
  }

  void checked(int assets, int different) {
    checked.increment(assets);
    differences.increment(different);
  }

  /** How large the index is, in words. */
  String size() {
    return keeper
        .current()
        .map(
            it ->
                "%,d assets, %,d windows, %.1f MB"
                    .formatted(
                        it.times().fleet().size(), it.times().windows(), bytes(it) / (1 << 20)))
        .orElse("nothing yet");
  }
}
