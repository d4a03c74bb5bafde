package io.fallow.gateway.queue;

import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * A bounded queue of messages in a folder: a database of SQLite.
 *
 * <p>Readings are on the disk when {@link #append} returns. They go into the newest message as long
 * as nobody has looked at it and it isn't too large, or into a new one, which gets the next
 * sequence of the queue's epoch: so a sequence that somebody has seen always means the same
 * readings. A message stays until the platform has it and all before it, or until the queue gives
 * it up: because it is full and drops, because the message is too old, or because the disk damaged
 * it. What is given up is counted and {@linkplain #dropped remembered}.
 *
 * <p>A store that SQLite cannot read any more is set aside under another name; what can be read of
 * it goes into a new one, with a new epoch. A folder that is new, or was emptied, starts a new
 * epoch too.
 *
 * <p>Safe for use by many threads; a folder has one open queue at a time. All methods that touch
 * the disk block, and throw {@link QueueException} when it fails or the queue is closed.
 */
public final class DiskQueue implements AutoCloseable {

  private static final int READ_BYTES = 4 << 20;

  /** A disk gets room without a word: so it is tried again now and then. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final QueueLimits limits;
  private final PayloadFormat format;
  private final FolderLock lock;
  private final Standings standings;
  private final Depot depot;

  private DiskQueue(
      Path folder,
      QueueLimits limits,
      PayloadFormat format,
      FolderLock lock,
      Clock clock,
      LongSupplier nanos)
      throws IOException, SQLException {
    this.limits = limits;
    this.format = format;
    this.lock = lock;
    this.standings = new Standings(folder, nanos);
    this.depot = new Depot(folder, limits, format, clock, nanos, standings);
  }

  /**
   * Opens the queue of a folder, which is created if it is missing, to store messages in their
   * compact form.
   *
   * @param clock names a new queue's epoch
   */
  public static DiskQueue open(Path folder, QueueLimits limits, Clock clock) {
    return open(folder, limits, PayloadFormat.PROTOBUF, clock);
  }

  /**
   * Opens the queue of a folder, which is created if it is missing.
   *
   * @param format in which new messages are stored; those that are there keep theirs
   * @param clock names a new queue's epoch
   */
  public static DiskQueue open(Path folder, QueueLimits limits, PayloadFormat format, Clock clock) {
    return open(folder, limits, format, clock, System::nanoTime);
  }

  /**
   * The same.
   *
   * @param nanos the steady clock, by which messages age
   */
  static DiskQueue open(
      Path folder, QueueLimits limits, PayloadFormat format, Clock clock, LongSupplier nanos) {
    try {
      Files.createDirectories(folder);
      FolderLock lock = FolderLock.take(folder);
      try {
        return new DiskQueue(folder, limits, format, lock, clock, nanos);
      } catch (IOException | SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException | SQLException e) {
      throw new QueueException("the queue " + folder + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /**
   * How far the queue of a folder is, also while another process has it open; what was acknowledged
   * in the last second may not show.
   *
   * @throws QueueException if no queue was ever opened there
   */
  public static Cursor readCursor(Path folder) {
    return CursorReader.read(folder);
  }

  /**
   * Stores readings.
   *
   * @return the key of the message that they are in
   * @throws QueueFullException at once, if there is no room; nothing was stored
   * @throws IllegalArgumentException if the readings are none, or too many for one message
   */
  public MessageKey append(List<Reading> readings) {
    return append(readings, Map.of());
  }

  /**
   * Stores readings, and with them how far their sources are: both or nothing.
   *
   * @param marks by source, in words of its own
   * @return the key of the message that they are in
   * @throws QueueFullException at once, if there is no room; nothing was stored
   * @throws IllegalArgumentException if the readings are none, or too many for one message
   */
  public MessageKey append(List<Reading> readings, Map<String, String> marks) {
    try {
      return stored(readings, marks);
    } catch (RenewedException e) {
      return stored(readings, marks); // in the store that has begun anew
    }
  }

  /**
   * Stores readings, waiting for room if need be.
   *
   * @throws QueueFullException if there is still no room after {@code patience}
   * @throws IllegalArgumentException if the readings are none, or too many for one message
   */
  public MessageKey append(List<Reading> readings, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Cursor before = cursor();
      try {
        return append(readings);
      } catch (QueueFullException e) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw e;
        }
        standings.awaitChange(before, Duration.ofNanos(Math.min(left, RETRY.toNanos())));
      }
    }
  }

  private MessageKey stored(List<Reading> readings, Map<String, String> marks) {
    return depot.write(
        "readings could not be stored",
        keeper -> {
          Tip tip = standings.growing(readings, limits.messageReadings());
          try {
            MessageKey key = new MessageKey(cursor().epoch(), tip.sequence());
            StoredMessage message = StoredMessage.of(key, format, tip.readings());
            long settled = cursor().acknowledgedThrough();
            Keeper.Kept kept =
                keeper.append(message, readings.size(), marks, settled, standings::open);
            standings.stored(tip, kept, keeper.droppedThrough());
            return new MessageKey(key.epoch(), kept.sequence());
          } finally {
            standings.grown();
          }
        });
  }

  /** Stores how far sources are, of which nothing is to be told. */
  public void mark(Map<String, String> marks) {
    depot.write(
        "a source's place could not be stored",
        keeper -> {
          keeper.mark(marks);
          return marks;
        });
  }

  /** How far a source said it was; empty if it never did, or if the disk lost it. */
  public Optional<String> mark(String source) {
    return depot.write("a source's place cannot be read", keeper -> keeper.store().mark(source));
  }

  /**
   * Messages in their order, at most {@code max} and about 4 MiB, without taking them out. From now
   * on they don't change.
   *
   * @param after sequence behind which to begin; acknowledged messages may be passed over
   */
  public List<QueuedBatch> peek(long after, int max) {
    return peek(after, Long.MAX_VALUE, max);
  }

  /**
   * The same, but none behind {@code through}: so the newest message may go on growing.
   *
   * @param through the last sequence that is wanted
   */
  public List<QueuedBatch> peek(long after, long through, int max) {
    standings.requireOpen();
    List<QueuedBatch> found = new ArrayList<>();
    long from = after;
    int room = READ_BYTES;
    while (found.size() < max && room > 0 && from < Math.min(through, cursor().lastAppended())) {
      Standings.Fixed fixed = standings.fixed(from);
      long last = Math.min(through, fixed.through());
      StoreReader.Found look = depot.messages(fixed.epoch(), from, last, max - found.size(), room);
      for (StoredMessage message : look.whole()) {
        found.add(message.queued(fixed.epoch()));
        room -= message.payload().length;
      }
      from = look.through();
    }
    return found;
  }

  /** The newest message that is kept, acknowledged or not; empty if there is none. */
  public Optional<QueuedBatch> last() {
    OptionalLong newest = depot.read(StoreReader::newest);
    return newest.isEmpty() ? Optional.empty() : peek(newest.getAsLong() - 1, 1).stream().findAny();
  }

  /** Notes that the platform has a message. Their order is free; another epoch's is ignored. */
  public void acknowledged(MessageKey key) {
    long sequence = key.sequence();
    settle(now -> key.epoch() == now.epoch() && now.settle(sequence, sequence));
  }

  /**
   * Notes what the platform says that it has stored; another epoch's is ignored.
   *
   * @throws QueueException when it has more than this queue ever made
   */
  public void confirmed(Confirmation confirmation) {
    settle(now -> confirmation.epoch() == now.epoch() && now.confirmed(confirmation));
  }

  private void settle(Predicate<Standing> moves) {
    if (standings.settle(moves)) {
      depot.tidyIfDue();
    }
  }

  /** How far the queue is. */
  public Cursor cursor() {
    return standings.cursor();
  }

  /** What waits. */
  public Waiting waiting() {
    return depot.waiting();
  }

  /** What was given up last, oldest first: of long ago only the {@linkplain #dropTotals sums}. */
  public List<Dropped> dropped() {
    return depot.write("it cannot be told what was given up", keeper -> keeper.store().dropped());
  }

  /** All that was ever given up in this folder. */
  public DropTotals dropTotals() {
    return depot.write(
        "it cannot be counted what was given up", keeper -> keeper.store().dropTotals());
  }

  /**
   * Through which message it is time to send, rather than to let it grow: all but the newest, and
   * that one too when it has so many readings, or was begun so long ago.
   */
  public long ripeThrough(int readings, Duration age) {
    return standings.ripeThrough(readings, age);
  }

  /** Waits until {@link #ripeThrough} is behind {@code sequence}, or the time is up. */
  public boolean awaitRipe(long sequence, int readings, Duration age, Duration patience)
      throws InterruptedException {
    depot.tidyIfDue();
    return standings.awaitRipe(sequence, readings, age, patience);
  }

  /** Waits until there is a message behind {@code sequence}, or the time is up. */
  public boolean awaitAppended(long sequence, Duration patience) throws InterruptedException {
    depot.tidyIfDue();
    return standings.awaitAppended(sequence, patience);
  }

  /** Waits until all messages are acknowledged, or the time is up. */
  public boolean awaitAcknowledged(Duration patience) throws InterruptedException {
    return standings.awaitAcknowledged(patience);
  }

  /** Gives the folder back. What is queued stays queued. */
  @Override
  public void close() {
    if (standings.close()) {
      depot.close(lock);
    }
  }
}
