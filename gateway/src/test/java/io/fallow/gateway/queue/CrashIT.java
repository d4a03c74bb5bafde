package io.fallow.gateway.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that fills a queue and is killed has lost nothing that it was told is stored. */
class CrashIT {

  private static final QueueLimits LIMITS = new QueueLimits(1 << 24, 1 << 14);

  @TempDir Path folder;

  @Test
  void keepsEverythingThatWasStoredBeforeAKill() throws Exception {
    long stored = 0;
    long taken = 0;
    for (int round = 0; round < 3; round++) {
      stored = killAfter(stored + 150);
      try (DiskQueue queue = DiskQueue.open(folder, LIMITS, Clock.systemUTC())) {
        Cursor cursor = queue.cursor();
        assertThat(cursor.lastAppended()).isBetween(stored, stored + 1);
        assertThat(cursor.acknowledgedThrough()).isEqualTo(taken);
        for (QueuedBatch batch : queue.peek(taken, Integer.MAX_VALUE)) {
          assertThat(batch.key()).isEqualTo(new MessageKey(cursor.epoch(), ++taken));
          queue.acknowledged(batch.key());
        }
        assertThat(taken).isEqualTo(cursor.lastAppended());
        stored = taken;
      }
    }
  }

  /** The last sequence that the process said it has stored. */
  private long killAfter(long sequence) throws IOException, InterruptedException {
    Process filler =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Filler.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long stored = 0;
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(filler.getInputStream(), UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        stored = Long.parseLong(line);
        if (stored == sequence) {
          filler.toHandle().destroyForcibly(); // leaves what it said to be read
        }
      }
    } finally {
      filler.destroyForcibly().waitFor();
    }
    return stored;
  }

  /** Stores messages for as long as it lives, and says the number of each when it is stored. */
  static final class Filler {
    private Filler() {}

    public static void main(String[] args) {
      try (DiskQueue queue = DiskQueue.open(Path.of(args[0]), LIMITS, Clock.systemUTC())) {
        while (true) {
          Reading reading = Reading.ofPower("mri-1", Instant.now(), 1);
          System.out.print(queue.append(List.of(reading)).sequence() + "\n"); // one write
          System.out.flush();
        }
      }
    }
  }
}
