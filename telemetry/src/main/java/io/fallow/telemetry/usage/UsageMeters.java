package io.fallow.telemetry.usage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the worker tells about itself. */
final class UsageMeters {

  private final AtomicInteger waiting;
  private final AtomicInteger unfinished;
  private final Timer runs;
  private final Counter assets;
  private final Counter readings;
  private final Counter late;
  private final Counter failed;

  UsageMeters(MeterRegistry registry) {
    waiting = registry.gauge("fallow.usage.waiting", new AtomicInteger());
    unfinished = registry.gauge("fallow.usage.unfinished", new AtomicInteger());
    runs =
        Timer.builder("fallow.usage.run")
            .description("bringing a claim of assets up to date")
            .register(registry);
    assets = registry.counter("fallow.usage.assets");
    readings = registry.counter("fallow.usage.readings");
    late = registry.counter("fallow.usage.late");
    failed = registry.counter("fallow.usage.failed");
  }

  /** Assets with changes that were seen waiting at the last look. */
  void waiting(int count) {
    waiting.set(count);
  }

  /** One asset could not be derived. */
  void failed() {
    failed.increment();
  }

  RunReport record(Supplier<RunReport> run) {
    RunReport report = runs.record(run);
    assets.increment(report.assets());
    readings.increment(report.readings());
    late.increment(report.late());
    unfinished.set(report.unfinished());
    return report;
  }
}
