package io.fallow.gateway.config;

import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.queue.QueueLimits.WhenFull;
import io.fallow.gateway.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Where readings wait, and how many.
 *
 * @param bytes the most that may wait
 * @param age the longest that a reading may wait
 */
public record QueueSettings(Path folder, long bytes, Duration age, WhenFull whenFull) {

  static QueueSettings of(Settings settings) {
    String whenFull = settings.text("whenFull", "refuse");
    return new QueueSettings(
        settings.path("folder", "queue"),
        settings.bytes("size", "512MB"),
        settings.duration("age", "30d"),
        WhenFull.valueOf(whenFull.replace('-', '_').toUpperCase(Locale.ROOT)));
  }

  /** As the queue takes them. */
  public QueueLimits limits() {
    return QueueLimits.of(bytes).keeping(age).when(whenFull);
  }
}
