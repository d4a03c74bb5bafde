package io.fallow.gateway.queue;

import static io.fallow.gateway.queue.Queues.acknowledgeThrough;
import static io.fallow.gateway.queue.Queues.aside;
import static io.fallow.gateway.queue.Queues.numbers;
import static io.fallow.gateway.queue.Queues.readings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up, for real, with room of twelve mebibytes. */
class SmallDiskIT {

  private static final int MEBIBYTES = 12;
  private static final QueueLimits LIMITS = QueueLimits.of(1 << 30);

  @TempDir Path folder;

  @BeforeEach
  void takesRootOnLinux() throws InterruptedException {
    assumeTrue(SmallDisk.isPossible(), "no file system can be mounted here: takes root on Linux");
  }

  @Test
  void losesNothingOnAFullDiskAndGoesOnByItself() throws Exception {
    passes(FillsUp.class);
  }

  @Test
  void makesWayForItselfOnADiskThatOthersFilled() throws Exception {
    passes(OthersFillUp.class);
  }

  @Test
  void replacesADamagedStoreOnASmallDisk() throws Exception {
    passes(Damaged.class);
  }

  private void passes(Class<?> main) throws IOException, InterruptedException {
    SmallDisk.Result result = SmallDisk.run(folder, MEBIBYTES, main);
    assertThat(result.code()).as(result.said()).isZero();
    assertThat(result.said()).contains("done");
  }

  /** The queue itself takes all room. */
  static final class FillsUp {
    private FillsUp() {}

    public static void main(String[] args) throws Exception {
      Path home = Path.of(args[0]).resolve("queue");
      long stored = 0;
      try (DiskQueue queue = Queues.open(home, LIMITS)) {
        for (int time = 0; time < 3; time++) {
          long from = stored;
          stored = fill(queue, stored);
          assertThat(stored).isGreaterThan(from + 10_000);
          long half = (queue.cursor().acknowledgedThrough() + queue.cursor().lastAppended()) / 2;
          acknowledgeThrough(queue, half);
        }
      }
      try (DiskQueue queue = Queues.open(home, LIMITS)) {
        stored = fill(queue, stored);
        assertThat(queue.mark("source")).contains(Long.toString(stored));
        List<Long> left = drain(queue);
        assertThat(left.get(left.size() - 1)).isEqualTo(stored - 1);
        assertThat(left).hasSize((int) (stored - left.get(0))).isSorted().doesNotHaveDuplicates();
        assertThat(queue.append(readings(0, 200))).isNotNull();
      }
      System.out.println("done");
    }
  }

  /** Other files take all room, also that of the store's own reserve, and go again. */
  static final class OthersFillUp {
    private OthersFillUp() {}

    public static void main(String[] args) throws Exception {
      Path home = Path.of(args[0]).resolve("queue");
      Path other = Path.of(args[0]).resolve("other");
      long stored = 0;
      try (DiskQueue queue = Queues.open(home, LIMITS)) {
        for (; stored < 100_000; stored += 100) {
          queue.append(readings(stored, stored + 100));
        }
        fillUp(other);
        stored = fill(queue, stored);
        acknowledgeThrough(queue, queue.cursor().lastAppended() / 2);
        fillUp(other);
        acknowledgeThrough(queue, queue.cursor().lastAppended() - 3);

        long next = stored;
        CompletableFuture<Boolean> waiting =
            CompletableFuture.supplyAsync(() -> appendPatiently(queue, next));
        Files.delete(other);
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(drain(queue)).contains(stored - 1, stored);
      }
      fillUp(other);
      try (DiskQueue queue = Queues.open(home, LIMITS)) {
        assertThat(queue.cursor().waiting()).isZero();
      }
      System.out.println("done");
    }

    private static boolean appendPatiently(DiskQueue queue, long number) {
      try {
        return queue.append(readings(number, number + 1), Duration.ofSeconds(20)) != null;
      } catch (InterruptedException e) {
        return false;
      }
    }

    private static void fillUp(Path file) throws IOException {
      byte[] block = new byte[4_096];
      new Random(1).nextBytes(block);
      try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
        out.seek(out.length());
        while (true) {
          out.write(block);
        }
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("space");
      }
    }
  }

  /** The store is damaged while the disk is nearly full, so that there is no room for two. */
  static final class Damaged {
    private Damaged() {}

    public static void main(String[] args) throws Exception {
      Path home = Path.of(args[0]).resolve("queue");
      long stored = 0;
      try (DiskQueue queue = Queues.open(home, LIMITS)) {
        while (Files.size(Queues.file(home)) < 3 << 20) {
          queue.append(readings(stored, stored + 200), Map.of("source", "here"));
          stored += 200;
        }
      }
      try (RandomAccessFile file = new RandomAccessFile(Queues.file(home).toFile(), "rw")) {
        file.seek(file.length() / 2);
        file.write(new byte[16_384]);
      }
      try (DiskQueue queue = Queues.open(home, LIMITS)) {
        List<Long> left = drainOverDamage(queue);
        assertThat(left).doesNotHaveDuplicates();
        assertThat((long) left.size()).isBetween(stored - 20_000, stored - 200);
        assertThat(queue.mark("source")).contains("here");
        queue.append(readings(0, 1));
      }
      assertThat(aside(home)).hasSize(1);
      System.out.println("done");
    }

    private static List<Long> drainOverDamage(DiskQueue queue) {
      List<Long> left = new ArrayList<>();
      while (queue.cursor().waiting() > 0) {
        try {
          drain(queue, left);
        } catch (QueueException e) {
          assertThat(e).hasMessageContaining("begun anew");
        }
      }
      return left;
    }
  }

  /** Appends until the disk is full, and says how many readings there are then. */
  private static long fill(DiskQueue queue, long from) {
    long[] next = {from};
    assertThatThrownBy(
            () -> {
              while (true) {
                queue.append(
                    readings(next[0], next[0] + 100),
                    Map.of("source", Long.toString(next[0] + 100)));
                next[0] += 100;
              }
            })
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("is full");
    return next[0];
  }

  private static List<Long> drain(DiskQueue queue) {
    List<Long> numbers = new ArrayList<>();
    drain(queue, numbers);
    return numbers;
  }

  private static void drain(DiskQueue queue, List<Long> numbers) {
    while (queue.cursor().waiting() > 0) {
      for (QueuedBatch batch : queue.peek(queue.cursor().acknowledgedThrough(), 50)) {
        numbers.addAll(numbers(batch));
        queue.acknowledged(batch.key());
      }
    }
  }
}
