package io.fallow.gateway.queue;

import static io.fallow.gateway.queue.Queues.numbers;
import static io.fallow.gateway.queue.Queues.readings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that appends and acknowledges, killed at random moments, has lost nothing that it was
 * told is stored, and doubled nothing.
 */
class CrashIT {

  private static final int ROUNDS = 50;
  private static final QueueLimits LIMITS = QueueLimits.of(16 << 20);

  @TempDir Path folder;

  private final Random dice = new Random(6);

  /**
   * The numbers of the readings of each message that the process took out, and which were in it.
   */
  private final TreeMap<Long, List<Long>> taken = new TreeMap<>();

  private long stored;

  @Test
  void keepsEverythingThatWasStoredBeforeAKill() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      runAndKill();
      inspect(round);
    }
    assertThat(stored).isGreaterThan(ROUNDS * 10L);
  }

  /** What waits goes on right where the process had taken out, and ends with what it had stored. */
  private void inspect(int round) {
    try (DiskQueue queue = DiskQueue.open(folder, LIMITS, Clock.systemUTC())) {
      Cursor cursor = queue.cursor();
      for (QueuedBatch batch : queue.peek(0, Integer.MAX_VALUE)) {
        long sequence = batch.key().sequence();
        assertThat(batch.key().epoch()).isEqualTo(cursor.epoch());
        assertThat(numbers(batch)).isSorted();
        take(sequence, numbers(batch));
      }
      assertThat(taken.lastKey()).as("round " + round).isEqualTo(cursor.lastAppended());
      long next = 0;
      for (List<Long> each : taken.values()) {
        for (long number : each) {
          assertThat(number).as("round " + round).isEqualTo(next++);
        }
      }
      assertThat(next).as("what append had returned").isGreaterThanOrEqualTo(stored);
      assertThat(queue.mark("filler")).contains(Long.toString(next));
      stored = next;
    }
  }

  private void runAndKill() throws IOException, InterruptedException {
    Process filler =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Filler.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(filler.getInputStream(), UTF_8))) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        hear(line, filler);
      }
    } finally {
      filler.destroyForcibly().waitFor();
    }
  }

  private void hear(String line, Process filler) {
    String[] words = line.split("\t", 3);
    switch (words[0]) {
      case "begun" ->
          CompletableFuture.delayedExecutor(dice.nextInt(300), TimeUnit.MILLISECONDS)
              .execute(() -> filler.toHandle().destroyForcibly());
      case "stored" -> stored = Math.max(stored, Long.parseLong(words[1]));
      case "taken" ->
          take(
              Long.parseLong(words[1]),
              Arrays.stream(words[2].split(",", -1)).map(Long::parseLong).toList());
      default -> throw new AssertionError(line);
    }
  }

  /** A message that is taken out twice has the same readings. */
  private void take(long sequence, List<Long> numbers) {
    List<Long> before = taken.putIfAbsent(sequence, numbers);
    assertThat(before == null ? numbers : before).isEqualTo(numbers);
  }

  /** Stores readings for as long as it lives, and takes some out; says each when it is done. */
  static final class Filler {
    private Filler() {}

    public static void main(String[] args) {
      Random dice = new Random();
      try (DiskQueue queue = DiskQueue.open(Path.of(args[0]), LIMITS, Clock.systemUTC())) {
        say("begun");
        long next = Long.parseLong(queue.mark("filler").orElse("0"));
        while (true) {
          long more = next + 1 + dice.nextInt(60);
          queue.append(readings(next, more), Map.of("filler", Long.toString(more)));
          next = more;
          say("stored\t" + next);
          if (dice.nextInt(4) == 0) {
            takeOut(queue, 1 + dice.nextInt(4));
          }
        }
      }
    }

    private static void takeOut(DiskQueue queue, int most) {
      for (QueuedBatch batch : queue.peek(queue.cursor().acknowledgedThrough(), most)) {
        say("taken\t%d\t%s".formatted(batch.key().sequence(), joined(numbers(batch))));
        queue.acknowledged(batch.key());
      }
    }

    private static String joined(List<Long> numbers) {
      return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static void say(String what) {
      System.out.print(what + "\n"); // one write
      System.out.flush();
    }
  }
}
