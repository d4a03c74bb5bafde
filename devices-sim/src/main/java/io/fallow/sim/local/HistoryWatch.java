package io.fallow.sim.local;

import io.fallow.telemetry.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how the history comes in, until it is complete or this is closed. */
final class HistoryWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HistoryWatch.class);
  private static final int EACH_MS = 500;
  private static final double ALMOST = 0.99;
  private static final Duration MOMENT = Duration.ofSeconds(3);

  private final HistoryProgress progress;
  private final Console console;
  private final Instant began = Instant.now();
  private final Thread looking = new Thread(this::watch, "history-watch");
  private double shown;

  HistoryWatch(HistoryProgress progress, Console console) {
    this.progress = progress;
    this.console = console;
  }

  void start() {
    looking.setDaemon(true);
    looking.start();
  }

  private void watch() {
    try {
      while (!look()) {
        TimeUnit.MILLISECONDS.sleep(EACH_MS);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the history is complete. */
  private boolean look() {
    try {
      HistoryProgress.State now = progress.look();
      show(now);
      return now.complete();
    } catch (StoreException e) {
      LOG.warn("can't see how far the history is", e);
      return false;
    }
  }

  /** Draws no bar for what is made up for in a moment, as after a short stop. */
  private void show(HistoryProgress.State now) {
    Duration passed = Duration.between(began, Instant.now());
    String took = Console.spoken(passed);
    shown = now.complete() ? 1 : Math.min(ALMOST, Math.max(shown, now.share()));
    if (passed.compareTo(MOMENT) > 0) {
      console.progress(
          "History",
          shown,
          String.format(Locale.ROOT, "%,d readings through MQTT, %s", now.readings(), took));
    }
    if (now.complete()) {
      console.say(
          String.format(
              Locale.ROOT,
              "The history is in after %s: %,d readings, and all that is derived from them.",
              took,
              now.readings()));
    }
  }

  @Override
  public void close() {
    looking.interrupt();
  }
}
