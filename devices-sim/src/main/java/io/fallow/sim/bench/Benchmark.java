package io.fallow.sim.bench;

import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.sim.load.LoadProcess;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Measures one thing after another and reports it. Blocks, for about six minutes in all. */
final class Benchmark implements AutoCloseable {
  static final Set<String> PARTS = Set.of("sizes", "sustained", "large", "latency", "burst");

  private static final List<Integer> SIZES = List.of(1, 10, 50, 200);
  private static final int USUAL_SIZE = 50;
  private static final int WARM_UP_SECONDS = 8;
  private static final int SECONDS = 12;
  private static final int SUSTAINED_SECONDS = 60;
  private static final int LATENCY_SECONDS = 20;
  private static final double BINARY_RATIO = 0.7;
  private static final double JSON_RATIO = 2.0;

  private final BenchStack stack;
  private final Set<String> parts;
  private final Report report;
  private final Consumer<String> progress;
  private final Measurement measurement;
  private LoadProcess generator;
  private RawCopy.Result copy;
  private double usualRate;

  Benchmark(BenchStack stack, Set<String> parts, Report report, Consumer<String> progress) {
    this.stack = stack;
    this.parts = parts;
    this.report = report;
    this.progress = progress;
    this.measurement = new Measurement(stack);
  }

  void run() {
    generator = stack.load(BenchWorld.USUAL);
    report.title("Fallow's ingest, measured end to end: published to committed");
    stack.provenance().forEach(report::line);
    report.line(
        "%d processors for all of it (%s); readings have a time, a power and a counter; %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                Resources.processor(),
                BenchWorld.USUAL));
    warmUp();
    report.title("Raw binary COPY of the same rows into the same table");
    report.copy(copy);
    part("sustained", this::sustained);
    part("sizes", this::sizes);
    part("latency", this::latency);
    part("burst", this::burst);
    part("large", this::large);
    report.title("Memory");
    report.memory(stack.resources().peaks(), measurement.heapPeak());
    report.target(Target.atMost("telemetry's heap", 512, measurement.heapPeak() / (1 << 20), "MB"));
  }

  @Override
  public void close() {
    measurement.close();
  }

  private void part(String name, Runnable work) {
    if (parts.contains(name)) {
      work.run();
    }
  }

  private void warmUp() {
    for (PayloadFormat format : PayloadFormat.values()) {
      usualRate = measure(load(format, USUAL_SIZE, 0, WARM_UP_SECONDS)).readingsPerSecond();
    }
    progress.accept("raw COPY");
    copy = new RawCopy(stack.resources(), measurement.database()).run();
  }

  private void sustained() {
    report.title(
        "As fast as it goes for %d s, with usage at most some seconds behind"
            .formatted(SUSTAINED_SECONDS));
    report.columns();
    Outcome outcome = measure(load(PayloadFormat.PROTOBUF, USUAL_SIZE, 0, SUSTAINED_SECONDS));
    report.row(outcome, copy.rowsPerSecond());
    usualRate = outcome.readingsPerSecond();
    report.line(
        "stored and all usage derived: %,.0f readings/s".formatted(outcome.derivedPerSecond()));
    report.target(
        Target.atLeast(
            "sustained for 60 s, 50 a message, binary:", 100_000, usualRate, "readings/s"));
    ratio(outcome, BINARY_RATIO);
  }

  private void sizes() {
    report.title("As fast as it goes for %d s each".formatted(SECONDS));
    report.columns();
    for (PayloadFormat format : PayloadFormat.values()) {
      for (int size : SIZES) {
        Outcome outcome = measure(load(format, size, 0, SECONDS));
        report.row(outcome, copy.rowsPerSecond());
        if (size == 1) {
          double messages = outcome.messages() / outcome.seconds();
          report.target(
              Target.atLeast(
                  "1 reading a message, " + format + ":", 8_000, messages, "messages/s"));
        }
        if (size == USUAL_SIZE && format == PayloadFormat.JSON) {
          ratio(outcome, JSON_RATIO);
        }
      }
    }
  }

  private void ratio(Outcome outcome, double wanted) {
    String what = "telemetry's CPU ÷ PostgreSQL's, " + outcome.load().title() + ":";
    report.target(Target.atMost(what, wanted, outcome.telemetryToDatabase(), ""));
  }

  private void latency() {
    report.title("From when a message was due to its commit, at half of the sustained load");
    Outcome outcome = measure(half(LATENCY_SECONDS));
    report.latency(outcome);
    report.line(
        "by the clock of this machine; a message is due when its newest reading was taken;");
    report.line(
        "the commit is PostgreSQL's commit timestamp, which is just before the flush of its log");
    report.target(
        Target.atMost(
            "p99 from publish to commit at half load", 250, outcome.stored().p99(), "ms"));
  }

  private Load half(int seconds) {
    return load(PayloadFormat.PROTOBUF, USUAL_SIZE, usualRate / 2 / USUAL_SIZE, seconds);
  }

  private void burst() {
    report.title("A burst");
    Load usual = half(0);
    progress.accept("a burst of three times " + usual.title());
    report.burst(new Burst(measurement, generator, usual).run());
  }

  private void large() {
    report.title("As fast as it goes for %d s, %s".formatted(SECONDS, BenchWorld.LARGE));
    generator = stack.load(BenchWorld.LARGE);
    report.columns();
    Load load = new Load(BenchWorld.LARGE, PayloadFormat.PROTOBUF, USUAL_SIZE, 0, SECONDS);
    report.row(measure(load), copy.rowsPerSecond());
  }

  private static Load load(PayloadFormat format, int size, double messagesPerSecond, int seconds) {
    return new Load(BenchWorld.USUAL, format, size, messagesPerSecond, seconds);
  }

  private Outcome measure(Load load) {
    progress.accept(
        "%s, %s, %d s%s"
            .formatted(
                load.title(),
                load.world(),
                load.seconds(),
                load.messagesPerSecond() == 0
                    ? ""
                    : ", %,.0f messages/s".formatted(load.messagesPerSecond())));
    Outcome outcome = measurement.run(generator, load);
    progress.accept("  %,.0f readings/s".formatted(outcome.readingsPerSecond()));
    return outcome;
  }
}
