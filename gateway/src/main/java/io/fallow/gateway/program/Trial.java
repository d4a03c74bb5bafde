package io.fallow.gateway.program;

import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.wire.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Sources that are read for show: nothing of what they hand in is kept. */
public final class Trial implements AutoCloseable {

  private static final long GLANCE_MS = 100;

  private final List<Source> sources;

  private Trial(List<Source> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * Starts them.
   *
   * @param seen is told each reading and the source's name, by the sources' threads
   */
  public static Trial start(List<Source> sources, BiConsumer<String, Reading> seen) {
    Trial trial = new Trial(sources);
    sources.forEach(source -> source.start(new Shown(source.name(), seen)));
    return trial;
  }

  /** Waits until it is over, or the time is up. */
  public void await(Duration most, BooleanSupplier over) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < end && !over.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(GLANCE_MS);
    }
  }

  @Override
  public void close() {
    sources.forEach(Source::close);
  }

  private record Shown(String source, BiConsumer<String, Reading> seen) implements Intake {
    @Override
    public void take(List<Reading> readings, Optional<String> place) {
      readings.forEach(each -> seen.accept(source, each));
    }

    @Override
    public Optional<String> place() {
      return Optional.empty();
    }
  }
}
