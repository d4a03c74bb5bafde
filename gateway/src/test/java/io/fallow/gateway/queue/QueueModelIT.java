package io.fallow.gateway.queue;

import static io.fallow.gateway.queue.Queues.numbers;
import static io.fallow.gateway.queue.Queues.readings;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.queue.QueueLimits.WhenFull;
import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.MessageKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random walks of a queue beside a plain model of it. */
class QueueModelIT {

  private static final int STEPS = 400;

  @TempDir Path folder;

  private Random dice;
  private int most;
  private QueueLimits limits;
  private DiskQueue queue;

  /** The readings of each number that was given, as far as they wait or may be asked for. */
  private final TreeMap<Long, List<Long>> messages = new TreeMap<>();

  private final TreeSet<Long> settled = new TreeSet<>();
  private final Map<Long, byte[]> seen = new LinkedHashMap<>();
  private String mark;
  private long readings;
  private long dropped;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void losesAndDoublesNothing(long seed) {
    walk(seed, QueueLimits.of(4 << 20), 600, true);
    assertThat(dropped).isZero();
  }

  @ParameterizedTest
  @EnumSource(WhenFull.class)
  void countsAllThatItDropsWhenItIsFull(WhenFull whenFull) {
    walk(7, QueueLimits.of(1 << 18).when(whenFull), 6_000, false);
    assertThat(dropped > 0).isEqualTo(whenFull != WhenFull.REFUSE);
  }

  private void walk(long seed, QueueLimits within, int mostReadings, boolean heard) {
    most = mostReadings;
    dice = new Random(seed);
    limits = within;
    queue = Queues.open(folder, limits);
    for (int step = 0; step < STEPS; step++) {
      switch (dice.nextInt(10)) {
        case 0, 1, 2, 3 -> append();
        case 4, 5 -> peek();
        case 6, 7, 8 -> settle(heard || step > STEPS / 2);
        default -> reopen();
      }
      compare();
    }
    queue.close();
  }

  private void append() {
    int count = 1 + dice.nextInt(dice.nextBoolean() ? 20 : most);
    String next = "at " + (readings + count);
    MessageKey key;
    try {
      key = queue.append(readings(readings, readings + count), Map.of("source", next));
    } catch (QueueFullException e) {
      assertThat(limits.whenFull()).isEqualTo(WhenFull.REFUSE);
      return;
    }
    List<Long> more = new ArrayList<>();
    for (long n = readings; n < readings + count; n++) {
      more.add(n);
    }
    mark = next;
    readings += count;
    messages.computeIfAbsent(key.sequence(), any -> new ArrayList<>()).addAll(more);
    assertThat(seen).as("nobody has looked at what grows").doesNotContainKey(key.sequence());
    noteDropped();
  }

  /** What the queue says that it gave up, it may; all of it must be readings that it had. */
  private void noteDropped() {
    for (Dropped range : queue.dropped()) {
      long lost = 0;
      for (long n = range.first(); n <= range.last(); n++) {
        settled.add(n);
        lost += messages.getOrDefault(n, List.of()).size();
      }
      assertThat(range.readings()).isEqualTo(lost);
    }
    dropped = queue.dropTotals().readings();
  }

  private void peek() {
    long after = dice.nextInt((int) queue.cursor().lastAppended() + 1);
    for (QueuedBatch batch : queue.peek(after, 1 + dice.nextInt(30))) {
      long sequence = batch.key().sequence();
      assertThat(numbers(batch)).isEqualTo(messages.get(sequence));
      byte[] before = seen.putIfAbsent(sequence, batch.payload());
      assertThat(before == null ? batch.payload() : before).isEqualTo(batch.payload());
    }
  }

  private void settle(boolean heard) {
    if (heard && dice.nextBoolean()) {
      acknowledge();
    } else if (heard) {
      confirm();
    }
  }

  private void acknowledge() {
    for (int i = 0; i < 20; i++) {
      long sequence = 1L + dice.nextInt((int) queue.cursor().lastAppended() + 1);
      queue.acknowledged(new MessageKey(queue.cursor().epoch(), sequence));
      if (sequence <= queue.cursor().lastAppended()) {
        settled.add(sequence);
      }
    }
  }

  private void confirm() {
    long through = dice.nextInt((int) queue.cursor().lastAppended() + 1);
    List<Range> missing = new ArrayList<>();
    for (long n = 1L + dice.nextInt(9); n <= through; n += 1L + dice.nextInt(40)) {
      long last = Math.min(through, n + dice.nextInt(3));
      missing.add(new Range(n, last));
      n = last + 1;
    }
    queue.confirmed(new Confirmation(queue.cursor().epoch(), through, missing));
    for (long n = 1; n <= through; n++) {
      long each = n;
      if (missing.stream().noneMatch(range -> range.first() <= each && each <= range.last())) {
        settled.add(n);
      }
    }
  }

  /** What was acknowledged ahead of a hole is forgotten. */
  private void reopen() {
    queue.close();
    queue = Queues.open(folder, limits);
    settled.tailSet(cursor(), false).clear();
    noteDropped();
  }

  private long cursor() {
    long through = 0;
    while (settled.contains(through + 1)) {
      through++;
    }
    return through;
  }

  private void compare() {
    long last = messages.isEmpty() ? 0 : messages.lastKey();
    assertThat(queue.cursor().acknowledgedThrough()).isEqualTo(cursor());
    assertThat(queue.cursor().lastAppended()).isEqualTo(last);
    assertThat(queue.mark("source").orElse(null)).isEqualTo(mark);
    assertThat(queue.waiting().messages())
        .isEqualTo(messages.keySet().stream().filter(n -> !settled.contains(n)).count());
  }
}
