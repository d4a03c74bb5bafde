package io.fallow.gateway.queue;

import static io.fallow.gateway.queue.Queues.acknowledgeThrough;
import static io.fallow.gateway.queue.Queues.aside;
import static io.fallow.gateway.queue.Queues.numbers;
import static io.fallow.gateway.queue.Queues.readings;
import static io.fallow.gateway.queue.Queues.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fallow.gateway.wire.Reading;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose bytes are other ones than were written. */
class DamageIT {

  private static final int MESSAGES = 60;
  private static final int EACH = 40;
  private static final QueueLimits LIMITS = QueueLimits.of(8 << 20).withMessagesOf(1);

  @TempDir Path folder;

  @Test
  void givesUpAMessageWhoseBytesAreOthersAndGoesOnWithTheRest() throws IOException {
    try (DiskQueue queue = Queues.open(folder, LIMITS)) {
      for (int n = 0; n < MESSAGES; n++) {
        queue.append(List.of(Reading.ofPower("cnc-%04d".formatted(n), Queues.NOW, n)));
      }
    }
    overwrite(find("cnc-0030"), "cnc-0031");

    try (DiskQueue queue = Queues.open(folder, LIMITS)) {
      List<QueuedBatch> left = queue.peek(0, 1_000);

      assertThat(sequences(left)).hasSize(MESSAGES - 1).doesNotContain(31L);
      assertThat(queue.dropped())
          .extracting(Dropped::first, Dropped::last, Dropped::why)
          .containsExactly(tuple(31L, 31L, Dropped.Why.DAMAGED));
      acknowledgeThrough(queue, MESSAGES);
      assertThat(queue.cursor().waiting()).isZero();
    }
    assertThat(aside(folder)).isEmpty();
  }

  @Test
  void setsAFileAsideThatIsNoDatabaseAndBeginsAnew() throws IOException {
    fill();
    Files.writeString(Queues.file(folder), "the disk gave this back");

    try (DiskQueue queue = Queues.open(folder, LIMITS)) {
      assertThat(queue.cursor()).isEqualTo(new Cursor(Queues.EPOCH + 1, 0, 0));
      assertThat(queue.append(readings(0, 3)).sequence()).isEqualTo(1);
    }
    assertThat(aside(folder)).hasSize(1);
    assertThat(aside(folder).get(0)).hasContent("the disk gave this back");
  }

  @Test
  void savesWhatCanBeReadOfAFileThatLostAPart() throws IOException {
    fill();
    try (RandomAccessFile file = new RandomAccessFile(Queues.file(folder).toFile(), "rw")) {
      file.seek(file.length() / 2);
      file.write(new byte[8_192]);
    }
    try (DiskQueue queue = Queues.open(folder, LIMITS)) {
      List<Long> left = drain(queue);
      assertThat(left).doesNotHaveDuplicates();
      assertThat(left).hasSizeBetween(EACH * (MESSAGES - 16), EACH * (MESSAGES - 1));
      assertThat(queue.mark("source")).contains("at 2400");
    }
  }

  @Test
  void noticesWhileItRunsAndGoesOn() throws IOException {
    fill();
    try (DiskQueue queue = Queues.open(folder, LIMITS)) {
      acknowledgeThrough(queue, 10);
      try (RandomAccessFile file = new RandomAccessFile(Queues.file(folder).toFile(), "rw")) {
        byte[] noise = new byte[(int) file.length() - 4_096];
        new Random(3).nextBytes(noise);
        file.seek(4_096);
        file.write(noise);
      }
      long stored = 0;
      for (int n = 0; n < 50; n++) {
        stored += append(queue, 10_000 + n) ? 1 : 0;
      }
      List<Long> left = drain(queue);
      assertThat(left.stream().filter(n -> n >= 10_000)).hasSize((int) stored);
      assertThat(stored).isGreaterThan(40);
    }
    assertThat(aside(folder)).isNotEmpty();
  }

  @Test
  void saysThatTheJournalOfAKilledProcessIsDamaged() throws IOException {
    Path left = Files.createDirectory(folder.resolve("left"));
    leaveAsAKill(left);
    flip(journal(left), Files.size(journal(left)) * 3 / 4);

    try (DiskQueue queue = Queues.open(left, LIMITS)) {
      assertThat(queue.cursor().epoch()).as("no number is given twice").isGreaterThan(Queues.EPOCH);
      assertThat(drain(queue)).isNotEmpty().doesNotHaveDuplicates();
      assertThat(append(queue, 5_000)).isTrue();
    }
    assertThat(aside(left)).isNotEmpty();
  }

  @Test
  void saysThatTheJournalsBeginningIsDamaged() throws IOException {
    Path left = Files.createDirectory(folder.resolve("left"));
    leaveAsAKill(left);
    flip(journal(left), 17);

    try (DiskQueue queue = Queues.open(left, LIMITS)) {
      assertThat(queue.cursor().epoch()).isGreaterThan(Queues.EPOCH);
    }
    assertThat(aside(left)).isNotEmpty();
  }

  @Test
  void takesAJournalWhoseLastPageIsNotWholeForWhatItIs() throws IOException {
    Path left = Files.createDirectory(folder.resolve("left"));
    leaveAsAKill(left);
    try (RandomAccessFile file = new RandomAccessFile(journal(left).toFile(), "rw")) {
      file.setLength(file.length() - 1_000);
    }
    try (DiskQueue queue = Queues.open(left, LIMITS)) {
      assertThat(queue.cursor().epoch()).isEqualTo(Queues.EPOCH);
      assertThat(drain(queue)).doesNotHaveDuplicates();
    }
    assertThat(aside(left)).isEmpty();
  }

  @Test
  void noticesAJournalThatIsDamagedWhileItRuns() throws IOException {
    long stored = 0;
    try (DiskQueue queue = Queues.open(folder, LIMITS)) {
      for (int n = 0; n < 100; n++) {
        if (n == 20) {
          flip(journal(folder), Files.size(journal(folder)) / 2);
        }
        stored += append(queue, n) ? 1 : 0;
      }
      List<Long> left = drain(queue);
      assertThat(left).doesNotHaveDuplicates();
      long given = queue.dropped().stream().mapToLong(each -> each.last() - each.first() + 1).sum();
      assertThat(left.size() + given).isGreaterThanOrEqualTo(stored - 1);
    }
  }

  /** What is on the disk while a queue is open is what a kill leaves. */
  private void leaveAsAKill(Path left) throws IOException {
    Path open = Files.createDirectory(left.resolveSibling(left.getFileName() + "-open"));
    try (DiskQueue queue = Queues.open(open, LIMITS)) {
      for (int n = 0; n < 10; n++) {
        queue.append(readings((long) n * EACH, (long) (n + 1) * EACH));
      }
      for (Path each : List.of(Queues.file(open), journal(open), open.resolve("epoch"))) {
        Files.copy(each, left.resolve(each.getFileName()));
      }
    }
  }

  private static Path journal(Path home) {
    return home.resolve("queue.db-wal");
  }

  private static void flip(Path path, long position) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(position);
      int old = file.read();
      file.seek(position);
      file.write(old ^ 4);
    }
  }

  @Test
  void opensWithAnyWrongBytesAndHandsOutNothingThatWasNotStored() throws IOException {
    fill();
    for (int seed = 0; seed < 200; seed++) {
      Random dice = new Random(seed);
      Path home = Files.createDirectory(folder.resolve("seed-" + seed));
      Files.copy(Queues.file(folder), Queues.file(home));
      int flips = 1 + dice.nextInt(4);
      for (int i = 0; i < flips; i++) {
        flip(dice, Queues.file(home));
      }
      if (dice.nextInt(5) == 0) {
        cut(dice, Queues.file(home));
      }
      try (DiskQueue queue = Queues.open(home, LIMITS)) {
        List<Long> left = drain(queue);
        assertThat(left).as("seed " + seed).doesNotHaveDuplicates();
        assertThat(left).as("seed " + seed).allMatch(n -> n >= 0 && n < (long) MESSAGES * EACH);
        assertThat(append(queue, 5_000)).as("seed " + seed).isTrue();
        assertThat(drain(queue)).as("seed " + seed).containsExactly(5_000L);
      }
    }
  }

  /** Takes all that waits, over the damage that turns up on the way. */
  private static List<Long> drain(DiskQueue queue) {
    List<Long> numbers = new ArrayList<>();
    for (int attempt = 0; attempt < 20; attempt++) {
      try {
        while (queue.cursor().waiting() > 0) {
          for (QueuedBatch batch : queue.peek(queue.cursor().acknowledgedThrough(), 7)) {
            numbers.addAll(numbers(batch));
            queue.acknowledged(batch.key());
          }
        }
        return numbers;
      } catch (QueueException e) {
        assertThat(e).hasMessageContaining("begun anew");
      }
    }
    throw new AssertionError("it does not come to an end");
  }

  private static boolean append(DiskQueue queue, long number) {
    try {
      queue.append(readings(number, number + 1));
      return true;
    } catch (QueueException e) {
      return false;
    }
  }

  private void fill() {
    try (DiskQueue queue = Queues.open(folder, LIMITS)) {
      for (int n = 0; n < MESSAGES; n++) {
        queue.append(
            readings((long) n * EACH, (long) (n + 1) * EACH),
            Map.of("source", "at " + (n + 1) * EACH));
      }
    }
  }

  private static void flip(Random dice, Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      long position = dice.nextBoolean() ? dice.nextInt(4_096) : dice.nextLong(file.length());
      file.seek(position);
      int old = file.read();
      file.seek(position);
      file.write(old ^ 1 << dice.nextInt(8));
    }
  }

  private static void cut(Random dice, Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(dice.nextLong(file.length()));
    }
  }

  private long find(String text) throws IOException {
    String content = Files.readString(Queues.file(folder), StandardCharsets.ISO_8859_1);
    return content.indexOf(text);
  }

  private void overwrite(long position, String text) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(Queues.file(folder).toFile(), "rw")) {
      file.seek(position);
      file.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
