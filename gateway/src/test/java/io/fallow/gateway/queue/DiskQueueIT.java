package io.fallow.gateway.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.WireFormatException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskQueueIT {

  private static final Instant NOW = Instant.parse("2026-11-21T20:53:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final long EPOCH = NOW.toEpochMilli();
  private static final QueueLimits SMALL = new QueueLimits(4096, 512);

  @TempDir Path folder;

  @Test
  void numbersMessagesFromOneAndGivesThemBackInOrder() throws WireFormatException {
    try (DiskQueue queue = open()) {
      append(queue, 5);

      List<QueuedBatch> batches = queue.peek(0, 100);

      assertThat(sequences(batches)).containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(batches.get(2).decode().readings()).containsExactly(reading(3));
      assertThat(batches.get(2).decode().key()).contains(new MessageKey(EPOCH, 3));
      assertThat(queue.cursor()).isEqualTo(new Cursor(EPOCH, 5, 0));
    }
  }

  @Test
  void readsOnInPartsOverManyFiles() {
    try (DiskQueue queue = open()) {
      append(queue, 20);
      List<Long> seen = new ArrayList<>();
      for (long after = 0; after < 20; after = seen.get(seen.size() - 1)) {
        seen.addAll(sequences(queue.peek(after, 3)));
      }
      assertThat(files()).hasSizeGreaterThan(3);
      assertThat(seen).hasSize(20).isSorted().doesNotHaveDuplicates();
      assertThat(sequences(queue.peek(6, 2))).containsExactly(7L, 8L);
      assertThat(queue.peek(20, 2)).isEmpty();
    }
  }

  @Test
  void goesOnWithNumbersAndCursorAfterARestart() {
    try (DiskQueue queue = open()) {
      append(queue, 7);
      acknowledge(queue, 1, 2, 3);
    }
    try (DiskQueue queue = open()) {
      assertThat(queue.cursor()).isEqualTo(new Cursor(EPOCH, 7, 3));
      assertThat(append(queue, 1)).isEqualTo(new MessageKey(EPOCH, 8));
      assertThat(sequences(queue.peek(3, 100))).containsExactly(4L, 5L, 6L, 7L, 8L);
    }
  }

  @Test
  void drainsWhatAnEarlierVersionLeftAndGoesOnInTheCompactForm() throws Exception {
    try (DiskQueue queue = open()) {
      append(queue, 3);
    }
    try (DiskQueue queue = DiskQueue.open(folder, SMALL, CLOCK)) {
      append(queue, 2);
    }
    try (DiskQueue queue = DiskQueue.open(folder, SMALL, CLOCK)) {
      List<QueuedBatch> batches = queue.peek(0, 100);

      assertThat(batches)
          .extracting(QueuedBatch::format)
          .containsExactly(
              PayloadFormat.JSON,
              PayloadFormat.JSON,
              PayloadFormat.JSON,
              PayloadFormat.PROTOBUF,
              PayloadFormat.PROTOBUF);
      for (QueuedBatch batch : batches) {
        assertThat(batch.decode().key()).contains(batch.key());
        assertThat(batch.decode().readings()).containsExactly(reading(batch.key().sequence()));
      }
    }
  }

  @Test
  void readsTheBytesThatAnEarlierVersionWrote() throws Exception {
    byte[] payload = "{\"readings\":[]}".getBytes(UTF_8);
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(8).putLong(0, 1));
    crc.update(payload);
    ByteBuffer record = ByteBuffer.allocate(16 + payload.length);
    record.putInt(payload.length).putLong(1).putInt((int) crc.getValue()).put(payload);
    Files.write(
        folder.resolve("%019d-%019d.segment".formatted(EPOCH, 1)),
        record.array(),
        StandardOpenOption.CREATE);

    try (DiskQueue queue = DiskQueue.open(folder, SMALL, CLOCK)) {
      QueuedBatch found = queue.peek(0, 1).get(0);
      assertThat(found.format()).isEqualTo(PayloadFormat.JSON);
      assertThat(found.payload()).isEqualTo(payload);
    }
  }

  @Test
  void movesTheCursorOnlyOverWhatIsAcknowledgedWithoutAHole() {
    try (DiskQueue queue = open()) {
      append(queue, 4);

      acknowledge(queue, 3, 2);
      assertThat(queue.cursor().acknowledgedThrough()).isZero();
      acknowledge(queue, 1, 1);
      assertThat(queue.cursor().acknowledgedThrough()).isEqualTo(3);

      queue.acknowledged(new MessageKey(EPOCH - 1, 4));
      queue.acknowledged(new MessageKey(EPOCH, 5));
      assertThat(queue.cursor().acknowledgedThrough()).isEqualTo(3);
    }
  }

  @Test
  void givesDiskSpaceBackAndKeepsTheNewestMessageForTheNumbering() {
    try (DiskQueue queue = open()) {
      append(queue, 20);
      for (long sequence = 1; sequence <= 20; sequence++) {
        acknowledge(queue, sequence);
      }
      assertThat(files()).hasSize(1);
      assertThat(queue.last().orElseThrow().key().sequence()).isEqualTo(20);
    }
    try (DiskQueue queue = open()) {
      assertThat(queue.cursor()).isEqualTo(new Cursor(EPOCH, 20, 20));
      assertThat(append(queue, 1).sequence()).isEqualTo(21);
    }
  }

  @Test
  void refusesWhenItIsFullAndTakesAgainAfterAcknowledgements() {
    try (DiskQueue queue = open()) {
      assertThatThrownBy(() -> append(queue, 1000)).isInstanceOf(QueueFullException.class);
      long stored = queue.cursor().lastAppended();
      assertThat(stored).isGreaterThan(20);

      for (long sequence = 1; sequence <= stored; sequence++) {
        acknowledge(queue, sequence);
      }
      assertThat(append(queue, 1).sequence()).isEqualTo(stored + 1);
    }
  }

  @Test
  void waitsForRoomWhenAskedTo() throws Exception {
    try (DiskQueue queue = open()) {
      assertThatThrownBy(() -> append(queue, 1000)).isInstanceOf(QueueFullException.class);
      long stored = queue.cursor().lastAppended();
      assertThatThrownBy(() -> queue.append(List.of(reading(0)), Duration.ofMillis(5)))
          .isInstanceOf(QueueFullException.class);

      CompletableFuture<MessageKey> waiting =
          CompletableFuture.supplyAsync(() -> appendPatiently(queue));
      for (long sequence = 1; sequence <= stored; sequence++) {
        acknowledge(queue, sequence);
      }

      assertThat(waiting.get(10, TimeUnit.SECONDS).sequence()).isEqualTo(stored + 1);
    }
  }

  @Test
  void cutsOffAnAppendThatDidNotFinish() throws IOException {
    try (DiskQueue queue = open()) {
      append(queue, 3);
    }
    byte[] next = Records.encode(4, PayloadFormat.JSON, "{\"readings\":[]}".getBytes(UTF_8));
    for (int bytes = 1; bytes < next.length; bytes++) {
      Files.write(
          files().get(files().size() - 1), Arrays.copyOf(next, bytes), StandardOpenOption.APPEND);
      assertThat(DiskQueue.readCursor(folder).lastAppended()).isEqualTo(3);
      try (DiskQueue queue = open()) {
        assertThat(sequences(queue.peek(0, 9))).containsExactly(1L, 2L, 3L);
      }
    }
    try (DiskQueue queue = open()) {
      assertThat(append(queue, 1).sequence()).isEqualTo(4);
    }
  }

  @Test
  void keepsEveryUndamagedMessageOfADamagedFile() throws IOException {
    try (DiskQueue queue = open()) {
      append(queue, 12);
      acknowledge(queue, 1);
    }
    try (RandomAccessFile file = new RandomAccessFile(files().get(1).toFile(), "rw")) {
      file.seek(40);
      file.write("###".getBytes(UTF_8));
    }
    try (DiskQueue queue = open()) {
      List<Long> left = sequences(queue.peek(0, 100));
      assertThat(left).hasSize(11).startsWith(1L).endsWith(12L);
      assertThat(queue.cursor()).isEqualTo(new Cursor(EPOCH, 12, 1));

      left.forEach(sequence -> acknowledge(queue, sequence));
      assertThat(queue.cursor().waiting()).isZero();
      assertThat(append(queue, 1).sequence()).isEqualTo(13);
    }
  }

  @Test
  void survivesAnyCutAndAnyWrongByteInItsFiles() throws IOException {
    Random random = new Random(5);
    for (int round = 0; round < 60; round++) {
      try (DiskQueue queue = open()) {
        append(queue, 6);
        acknowledge(queue, queue.cursor().acknowledgedThrough() + 1);
      }
      spoil(random, files().get(random.nextInt(files().size())));
      spoil(random, folder.resolve("acknowledged"));
      try (DiskQueue queue = open()) {
        long last = queue.cursor().lastAppended();
        List<Long> left = sequences(queue.peek(0, 1000));
        assertThat(left).isSorted().allMatch(sequence -> sequence <= last);
        left.forEach(sequence -> acknowledge(queue, sequence));
        assertThat(queue.cursor().waiting()).isZero();
      }
    }
  }

  @Test
  void startsANewEpochWhenItsFilesWereRemoved() throws IOException {
    try (DiskQueue queue = open()) {
      append(queue, 3);
    }
    for (Path file : files()) {
      Files.delete(file);
    }
    try (DiskQueue queue = open()) {
      assertThat(queue.cursor()).isEqualTo(new Cursor(EPOCH + 1, 0, 0));
    }
    assertThat(DiskQueue.readCursor(folder)).isEqualTo(new Cursor(EPOCH + 1, 0, 0));
  }

  @Test
  void hasOneOwnerAtATime() {
    try (DiskQueue queue = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("in use");
      append(queue, 1);
      assertThat(DiskQueue.readCursor(folder)).isEqualTo(new Cursor(EPOCH, 1, 0));
    }
    assertThatThrownBy(() -> DiskQueue.readCursor(folder.resolve("other")))
        .hasMessageContaining("holds no queue");
  }

  @Test
  void refusesWhatCannotBeAMessage() {
    try (DiskQueue queue = open()) {
      assertThatIllegalArgumentException().isThrownBy(() -> queue.append(List.of()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> queue.append(Collections.nCopies(200, reading(1))));
    }
  }

  @Test
  void takesNothingOnceItIsClosed() {
    DiskQueue queue = open();
    queue.close();
    queue.close();
    assertThatThrownBy(() -> append(queue, 1)).hasMessageContaining("closed");
    assertThatThrownBy(() -> queue.peek(0, 1)).hasMessageContaining("closed");
  }

  @Test
  void numbersWithoutHolesWhileManyAppendAndOneDrains() throws Exception {
    try (DiskQueue queue = open()) {
      List<CompletableFuture<Void>> appenders = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        appenders.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int n = 0; n < 100; n++) {
                    appendPatiently(queue);
                  }
                }));
      }
      long after = 0;
      while (after < 400) {
        assertThat(queue.awaitAppended(after, Duration.ofSeconds(10))).isTrue();
        for (QueuedBatch batch : queue.peek(after, 7)) {
          assertThat(batch.key().sequence()).isEqualTo(++after);
          queue.acknowledged(batch.key());
        }
      }
      for (CompletableFuture<Void> appender : appenders) {
        appender.get(10, TimeUnit.SECONDS);
      }
      assertThat(queue.awaitAcknowledged(Duration.ZERO)).isTrue();
    }
  }

  private static void spoil(Random random, Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      if (random.nextBoolean()) {
        bytes.setLength(random.nextLong(bytes.length()));
      } else {
        bytes.seek(random.nextLong(bytes.length()));
        bytes.write(random.nextInt(256));
      }
    }
  }

  private DiskQueue open() {
    return DiskQueue.open(folder, SMALL, PayloadFormat.JSON, CLOCK);
  }

  private static MessageKey append(DiskQueue queue, int count) {
    MessageKey key = null;
    for (int i = 0; i < count; i++) {
      key = queue.append(List.of(reading(queue.cursor().lastAppended() + 1)));
    }
    return key;
  }

  private static MessageKey appendPatiently(DiskQueue queue) {
    try {
      return queue.append(List.of(reading(0)), Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void acknowledge(DiskQueue queue, long... sequences) {
    for (long sequence : sequences) {
      queue.acknowledged(new MessageKey(EPOCH, sequence));
    }
  }

  private static Reading reading(long power) {
    return Reading.ofPower("mri-1", NOW, (double) power);
  }

  private static List<Long> sequences(List<QueuedBatch> batches) {
    return batches.stream().map(batch -> batch.key().sequence()).toList();
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".segment")).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
