package io.fallow.gateway.queue;

import static io.fallow.gateway.queue.Queues.CLOCK;
import static io.fallow.gateway.queue.Queues.EPOCH;
import static io.fallow.gateway.queue.Queues.NOW;
import static io.fallow.gateway.queue.Queues.SINGLE;
import static io.fallow.gateway.queue.Queues.acknowledge;
import static io.fallow.gateway.queue.Queues.acknowledgeThrough;
import static io.fallow.gateway.queue.Queues.append;
import static io.fallow.gateway.queue.Queues.numbers;
import static io.fallow.gateway.queue.Queues.reading;
import static io.fallow.gateway.queue.Queues.readings;
import static io.fallow.gateway.queue.Queues.sequences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.PayloadFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskQueueIT {

  private static final QueueLimits GROWING = QueueLimits.of(1 << 20);

  @TempDir Path folder;

  @Test
  void numbersMessagesFromOneAndGivesThemBackInOrder() throws Exception {
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
  void readsOnInParts() {
    try (DiskQueue queue = open()) {
      append(queue, 20);
      List<Long> seen = new ArrayList<>();
      for (long after = 0; after < 20; after = seen.get(seen.size() - 1)) {
        seen.addAll(sequences(queue.peek(after, 3)));
      }
      assertThat(seen).hasSize(20).isSorted().doesNotHaveDuplicates();
      assertThat(sequences(queue.peek(6, 2))).containsExactly(7L, 8L);
      assertThat(sequences(queue.peek(6, 9, 100))).containsExactly(7L, 8L, 9L);
      assertThat(queue.peek(20, 2)).isEmpty();
    }
  }

  @Test
  void addsToTheNewestMessageUntilSomebodyLooksAtIt() {
    try (DiskQueue queue = DiskQueue.open(folder, GROWING, CLOCK)) {
      assertThat(queue.append(readings(0, 50)).sequence()).isEqualTo(1);
      assertThat(queue.append(readings(50, 120)).sequence()).isEqualTo(1);
      List<QueuedBatch> seen = queue.peek(0, 10);
      assertThat(numbers(seen)).hasSize(120).isSorted();

      assertThat(queue.append(readings(120, 121)).sequence()).isEqualTo(2);

      assertThat(queue.peek(0, 1).get(0).payload()).isEqualTo(seen.get(0).payload());
      assertThat(numbers(queue.peek(1, 10))).containsExactly(120L);
    }
  }

  @Test
  void letsTheNewestMessageGrowWhenOnlyTheOthersAreLookedAt() {
    try (DiskQueue queue = DiskQueue.open(folder, GROWING, CLOCK)) {
      queue.append(readings(0, 200));
      queue.append(readings(200, 210));

      assertThat(sequences(queue.peek(0, 1, 10))).containsExactly(1L);

      assertThat(queue.append(readings(210, 220)).sequence()).isEqualTo(2);
      assertThat(queue.ripeThrough(50, Duration.ofHours(1))).isEqualTo(1);
      assertThat(queue.ripeThrough(20, Duration.ofHours(1))).isEqualTo(2);
      assertThat(queue.ripeThrough(50, Duration.ZERO)).isEqualTo(2);
    }
  }

  @Test
  void fillsMessagesWithTwoHundredReadings() {
    try (DiskQueue queue = DiskQueue.open(folder, GROWING, CLOCK)) {
      for (int i = 0; i < 10; i++) {
        queue.append(readings(50L * i, 50L * (i + 1)));
      }
      assertThat(queue.cursor().lastAppended()).isEqualTo(3);
      assertThat(queue.peek(0, 10))
          .extracting(batch -> numbers(batch).size())
          .containsExactly(200, 200, 100);
      assertThat(queue.waiting().readings()).isEqualTo(500);
    }
  }

  @Test
  void addsToNothingThatItFindsWhenItOpens() {
    try (DiskQueue queue = DiskQueue.open(folder, GROWING, CLOCK)) {
      queue.append(readings(0, 3));
    }
    try (DiskQueue queue = DiskQueue.open(folder, GROWING, CLOCK)) {
      assertThat(queue.append(readings(3, 4)).sequence()).isEqualTo(2);
      assertThat(numbers(queue.peek(0, 10))).containsExactly(0L, 1L, 2L, 3L);
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
  void keepsMessagesInTheFormInWhichTheyWereStored() throws Exception {
    try (DiskQueue queue = DiskQueue.open(folder, SINGLE, PayloadFormat.JSON, CLOCK)) {
      append(queue, 2);
    }
    try (DiskQueue queue = open()) {
      append(queue, 1);

      List<QueuedBatch> batches = queue.peek(0, 100);
      assertThat(batches)
          .extracting(QueuedBatch::format)
          .containsExactly(PayloadFormat.JSON, PayloadFormat.JSON, PayloadFormat.PROTOBUF);
      for (QueuedBatch batch : batches) {
        assertThat(batch.decode().key()).contains(batch.key());
        assertThat(batch.decode().readings()).containsExactly(reading(batch.key().sequence()));
      }
    }
  }

  @Test
  void movesTheCursorOnlyOverWhatIsAcknowledgedWithoutAHole() {
    try (DiskQueue queue = open()) {
      append(queue, 4);

      acknowledge(queue, 3, 2);
      assertThat(queue.cursor().acknowledgedThrough()).isZero();
      assertThat(queue.waiting().messages()).isEqualTo(2);
      acknowledge(queue, 1, 1);
      assertThat(queue.cursor().acknowledgedThrough()).isEqualTo(3);

      queue.acknowledged(new MessageKey(EPOCH - 1, 4));
      queue.acknowledged(new MessageKey(EPOCH, 5));
      assertThat(queue.cursor().acknowledgedThrough()).isEqualTo(3);
    }
  }

  @Test
  void takesFromThePlatformWhatItHas() {
    try (DiskQueue queue = open()) {
      append(queue, 9);

      queue.confirmed(new Confirmation(EPOCH, 8, List.of(new Range(4, 5))));
      assertThat(queue.cursor().acknowledgedThrough()).isEqualTo(3);
      assertThat(queue.waiting().messages()).isEqualTo(3);

      queue.confirmed(new Confirmation(EPOCH + 1, 100, List.of()));
      queue.confirmed(new Confirmation(EPOCH, 8, List.of()));
      assertThat(queue.cursor().acknowledgedThrough()).isEqualTo(8);
      assertThatThrownBy(() -> queue.confirmed(new Confirmation(EPOCH, 10, List.of())))
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("put back from a copy");
    }
  }

  @Test
  void keepsTheNewestMessageWhenItIsAcknowledged() {
    try (DiskQueue queue = open()) {
      assertThat(queue.last()).isEmpty();
      append(queue, 20);
      acknowledgeThrough(queue, 20);
    }
    try (DiskQueue queue = open()) {
      assertThat(queue.cursor()).isEqualTo(new Cursor(EPOCH, 20, 20));
      assertThat(queue.last().orElseThrow().key().sequence()).isEqualTo(20);
      assertThat(queue.waiting().messages()).isZero();
      assertThat(append(queue, 1).sequence()).isEqualTo(21);
    }
  }

  @Test
  void refusesWhenItIsFullAndTakesAgainAfterAcknowledgements() {
    try (DiskQueue queue = DiskQueue.open(folder, SINGLE, CLOCK)) {
      long stored = fill(queue);
      assertThat(stored).isGreaterThan(20);

      acknowledgeThrough(queue, stored);

      assertThat(append(queue, 1).sequence()).isEqualTo(stored + 1);
    }
  }

  @Test
  void staysWithinItsBytesHoweverMuchGoesThroughIt() throws IOException {
    try (DiskQueue queue = DiskQueue.open(folder, SINGLE, CLOCK)) {
      for (int i = 0; i < 30; i++) {
        for (int n = 0; n < 20; n++) {
          queue.append(readings(0, 200));
        }
        acknowledgeThrough(queue, queue.cursor().lastAppended());
      }
      assertThat(Files.size(Queues.file(folder))).isLessThanOrEqualTo(SINGLE.maxBytes());
      assertThat(Files.size(folder.resolve("queue.db-wal"))).isLessThan(2 << 20);
    }
  }

  @Test
  void givesMostOfItsRoomBackWhenItIsEmptyAgain() throws IOException {
    QueueLimits large = QueueLimits.of(64 << 20).withMessagesOf(1);
    try (DiskQueue queue = DiskQueue.open(folder, large, CLOCK)) {
      for (int n = 0; n < 3_000; n++) {
        queue.append(readings(0, 1_000));
      }
      long most = Files.size(Queues.file(folder));
      assertThat(most).isGreaterThan(10 << 20);
      for (long n = 256; n <= 3_000; n += 256) {
        queue.confirmed(new Confirmation(EPOCH, n, List.of()));
      }
      queue.append(readings(0, 1));
    }
    assertThat(Files.size(Queues.file(folder))).isLessThan(8 << 20);
  }

  @Test
  void waitsForRoomWhenAskedTo() throws Exception {
    try (DiskQueue queue = DiskQueue.open(folder, SINGLE, CLOCK)) {
      long stored = fill(queue);
      assertThatThrownBy(() -> queue.append(readings(0, 200), Duration.ofMillis(5)))
          .isInstanceOf(QueueFullException.class);

      CompletableFuture<MessageKey> waiting =
          CompletableFuture.supplyAsync(() -> appendPatiently(queue));
      acknowledgeThrough(queue, stored);

      assertThat(waiting.get(10, TimeUnit.SECONDS).sequence()).isEqualTo(stored + 1);
    }
  }

  @Test
  void dropsTheOldestWhenItIsToldTo() {
    QueueLimits limits = SINGLE.when(QueueLimits.WhenFull.DROP_OLDEST);
    try (DiskQueue queue = DiskQueue.open(folder, limits, CLOCK)) {
      for (int n = 0; n < 400; n++) {
        queue.append(readings(200L * n, 200L * (n + 1)));
      }
      long dropped = queue.cursor().acknowledgedThrough();
      assertThat(dropped).isBetween(1L, 399L);
      assertThat(queue.cursor().lastAppended()).isEqualTo(400);
      assertThat(sequences(queue.peek(0, 1))).containsExactly(dropped + 1);
      assertThat(queue.dropped())
          .containsExactly(
              new Dropped(
                  EPOCH,
                  1,
                  dropped,
                  200 * dropped,
                  queue.dropped().get(0).from(),
                  java.util.Optional.of(NOW.plusSeconds(200 * dropped - 1)),
                  Dropped.Why.FULL));
    }
    try (DiskQueue queue = DiskQueue.open(folder, limits, CLOCK)) {
      long dropped = queue.dropped().get(0).last();
      assertThat(queue.cursor().acknowledgedThrough()).isEqualTo(dropped);
      assertThat(queue.dropTotals()).isEqualTo(new DropTotals(dropped, 200 * dropped));
      assertThat(queue.waiting().messages()).isEqualTo(400 - dropped);
    }
  }

  @Test
  void dropsTheNewestWhenItIsToldTo() {
    QueueLimits limits = SINGLE.when(QueueLimits.WhenFull.DROP_NEWEST);
    try (DiskQueue queue = DiskQueue.open(folder, limits, CLOCK)) {
      for (int n = 0; n < 400; n++) {
        queue.append(readings(200L * n, 200L * (n + 1)), Map.of("a", Integer.toString(n)));
      }
      Dropped dropped = queue.dropped().get(0);
      assertThat(dropped.last()).isEqualTo(400);
      assertThat(dropped.readings()).isEqualTo(200 * (401 - dropped.first()));
      assertThat(queue.mark("a")).contains("399");
      assertThat(queue.last().orElseThrow().key().sequence()).isEqualTo(dropped.first() - 1);

      acknowledgeThrough(queue, dropped.first() - 1);
      assertThat(queue.cursor()).isEqualTo(new Cursor(EPOCH, 400, 400));
      assertThat(queue.append(readings(0, 1)).sequence()).isEqualTo(401);
      assertThat(sequences(queue.peek(400, 9))).containsExactly(401L);
    }
  }

  @Test
  void givesUpWhatHasWaitedForTooLong() throws Exception {
    long[] nanos = {0};
    QueueLimits limits = SINGLE.keeping(Duration.ofHours(2));
    try (DiskQueue queue =
        DiskQueue.open(folder, limits, PayloadFormat.PROTOBUF, CLOCK, () -> nanos[0])) {
      append(queue, 3);
      nanos[0] += Duration.ofMinutes(90).toNanos();
      append(queue, 1);
      nanos[0] += Duration.ofMinutes(31).toNanos();

      assertThat(queue.awaitAppended(3, Duration.ZERO)).isTrue();

      assertThat(queue.cursor()).isEqualTo(new Cursor(EPOCH, 4, 3));
      assertThat(queue.dropped()).extracting(Dropped::why).containsExactly(Dropped.Why.AGE);
      assertThat(sequences(queue.peek(0, 9))).containsExactly(4L);
    }
  }

  @Test
  void givesUpNothingBecauseAClockJumps() throws Exception {
    QueueLimits limits = SINGLE.keeping(Duration.ofHours(2));
    for (String time :
        List.of("1970-01-01T00:00:10Z", "2027-03-01T00:00:00Z", "2026-01-02T00:00:00Z")) {
      Clock jumped = Clock.fixed(java.time.Instant.parse(time), ZoneOffset.UTC);
      try (DiskQueue queue =
          DiskQueue.open(folder, limits, PayloadFormat.PROTOBUF, jumped, () -> 0)) {
        append(queue, 1);
        queue.awaitAppended(0, Duration.ZERO);
      }
    }
    try (DiskQueue queue = DiskQueue.open(folder, limits, PayloadFormat.PROTOBUF, CLOCK, () -> 0)) {
      queue.awaitAppended(0, Duration.ZERO);
      assertThat(queue.waiting().messages()).isEqualTo(3);
    }
  }

  @Test
  void storesHowFarASourceIsTogetherWithItsReadings() {
    try (DiskQueue queue = open()) {
      assertThat(queue.mark("cnc")).isEmpty();
      queue.append(readings(0, 2), Map.of("cnc", "17:200", "log", "4711"));
      queue.mark(Map.of("log", "4800"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> queue.append(List.of(), Map.of("cnc", "lost")));
    }
    try (DiskQueue queue = open()) {
      assertThat(queue.mark("cnc")).contains("17:200");
      assertThat(queue.mark("log")).contains("4800");
    }
  }

  @Test
  void startsALaterEpochWhenItsFilesWereRemoved() throws IOException {
    try (DiskQueue queue = open()) {
      append(queue, 3);
    }
    Files.delete(Queues.file(folder));
    Clock earlier = Clock.offset(CLOCK, Duration.ofDays(-9));
    try (DiskQueue queue = DiskQueue.open(folder, SINGLE, earlier)) {
      assertThat(queue.cursor()).isEqualTo(new Cursor(EPOCH + 1, 0, 0));
    }
    assertThat(DiskQueue.readCursor(folder)).isEqualTo(new Cursor(EPOCH + 1, 0, 0));
  }

  @Test
  void refusesAFolderOfAnEarlierVersion() throws IOException {
    Files.writeString(folder.resolve("0000001763758412345-0000000000000000001.segment"), "x");

    assertThatThrownBy(this::open)
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("1 files (*.segment) of an earlier version")
        .hasMessageContaining("deliver");
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
    assertThat(DiskQueue.readCursor(folder)).isEqualTo(new Cursor(EPOCH, 1, 0));
    assertThatThrownBy(() -> DiskQueue.readCursor(folder.resolve("other")))
        .hasMessageContaining("holds no queue");
  }

  @Test
  void refusesWhatCannotBeAMessage() {
    try (DiskQueue queue = open()) {
      assertThatIllegalArgumentException().isThrownBy(() -> queue.append(List.of()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> queue.append(Collections.nCopies(10_001, reading(1))));
      assertThatIllegalArgumentException().isThrownBy(() -> queue.append(ofManyAssets()));
      assertThat(append(queue, 1).sequence()).isEqualTo(1);
    }
  }

  private static List<io.fallow.gateway.wire.Reading> ofManyAssets() {
    List<io.fallow.gateway.wire.Reading> readings = new ArrayList<>();
    for (int i = 0; i < 9_000; i++) {
      readings.add(io.fallow.gateway.wire.Reading.ofPower("a-rather-long-name-" + i, NOW, i));
    }
    return readings;
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
  void losesAndDoublesNothingWhileManyAppendAndOneDrains() throws Exception {
    try (DiskQueue queue = DiskQueue.open(folder, GROWING, CLOCK)) {
      List<CompletableFuture<Void>> appenders = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        long first = 100L * i;
        appenders.add(
            CompletableFuture.runAsync(
                () -> {
                  for (long n = first; n < first + 100; n++) {
                    queue.append(List.of(reading(n)));
                  }
                }));
      }
      List<Long> numbers = new ArrayList<>();
      for (long after = 0; numbers.size() < 400; ) {
        assertThat(queue.awaitAppended(after, Duration.ofSeconds(10))).isTrue();
        for (QueuedBatch batch : queue.peek(after, 7)) {
          assertThat(batch.key().sequence()).isEqualTo(++after);
          numbers.addAll(numbers(batch));
          queue.acknowledged(batch.key());
        }
      }
      for (CompletableFuture<Void> appender : appenders) {
        appender.get(10, TimeUnit.SECONDS);
      }
      assertThat(numbers).hasSize(400).doesNotHaveDuplicates();
      assertThat(queue.awaitAcknowledged(Duration.ZERO)).isTrue();
    }
  }

  private DiskQueue open() {
    return Queues.open(folder, SINGLE);
  }

  /** Appends until nothing more goes in. */
  private static long fill(DiskQueue queue) {
    assertThatThrownBy(
            () -> {
              for (int n = 0; n < 1_000; n++) {
                queue.append(readings(0, 200));
              }
            })
        .isInstanceOf(QueueFullException.class)
        .hasMessageContaining("messages wait");
    return queue.cursor().lastAppended();
  }

  private static MessageKey appendPatiently(DiskQueue queue) {
    try {
      return queue.append(readings(0, 200), Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
