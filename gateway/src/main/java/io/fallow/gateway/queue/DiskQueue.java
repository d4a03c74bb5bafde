package io.fallow.gateway.queue;

import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.Confirmation.Range;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(DiskQueue.class);

  private static final int READ_BYTES = 4 << 20;

  /** What is settled is removed when it is so much, or so long ago. */
  private static final int SETTLED_AT_ONCE = 256;

  private static final Duration SETTLED_FOR = Duration.ofSeconds(1);

  /** How often it is looked for messages that are too old. */
  private static final Duration AGES_EVERY = Duration.ofMinutes(1);

  private final Path folder;
  private final QueueLimits limits;
  private final PayloadFormat format;
  private final LongSupplier nanos;
  private final FolderLock lock;

  /** Held while the store is written or replaced; taken before this object's own lock. */
  private final ReentrantLock writing = new ReentrantLock();

  private final Keeper keeper; // guarded by writing
  private SQLException damage; // guarded by writing; while a damaged store cannot be replaced
  private long tidiedThrough; // guarded by writing
  private volatile long tidiedNanos;

  private volatile StoreReader reader;
  private Standing standing; // guarded by this
  private boolean closed; // guarded by this

  private DiskQueue(
      Path folder,
      QueueLimits limits,
      PayloadFormat format,
      FolderLock lock,
      Clock clock,
      LongSupplier nanos)
      throws IOException, SQLException {
    this.folder = folder;
    this.limits = limits;
    this.format = format;
    this.lock = lock;
    this.nanos = nanos;
    StoreFolder files = new StoreFolder(folder);
    files.refuseFormerFormat();
    this.keeper = new Keeper(files, limits, format, clock, nanos);
    try {
      begin();
    } catch (SQLException e) {
      if (!keeper.isDamage(e)) {
        throw e;
      }
      keeper.renew(e, 0);
      begin();
    }
  }

  /** Takes note of what is in the store. */
  private synchronized void begin() throws SQLException {
    standing = new Standing(keeper.store().meta(), keeper.store().dropped());
    reader = new StoreReader(keeper.store().file());
    tidiedThrough = standing.cursor().acknowledgedThrough();
    tidiedNanos = nanos.getAsLong();
    notifyAll();
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
    writing.lock();
    try {
      return stored(readings, marks);
    } catch (RenewedException e) {
      LOG.debug("stored anew", e);
      return stored(readings, marks);
    } finally {
      writing.unlock();
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
        awaitChange(before, Duration.ofNanos(Math.min(left, SETTLED_FOR.toNanos())));
      }
    }
  }

  /** A disk gets room without a word: so it is tried again now and then, whatever this says. */
  private synchronized void awaitChange(Cursor before, Duration patience)
      throws InterruptedException {
    boolean changed = await(patience, () -> closed || !cursor().equals(before));
    LOG.debug("{} {} room", folder, changed ? "may have" : "is asked again for");
  }

  /** Called with {@code writing} held. */
  private MessageKey stored(List<Reading> readings, Map<String, String> marks) {
    ready();
    Tip tip;
    long settled;
    synchronized (this) {
      tip = standing.growing(readings, limits.messageReadings(), nanos.getAsLong());
      settled = standing.cursor().acknowledgedThrough();
    }
    try {
      StoredMessage message =
          StoredMessage.of(
              new MessageKey(keeper.store().meta().epoch(), tip.sequence()),
              format,
              tip.readings());
      Keeper.Kept kept = keeper.append(message, readings.size(), marks, settled, this::open);
      return stored(tip, kept);
    } catch (SQLException e) {
      throw failed("readings could not be stored", e);
    } finally {
      grown();
    }
  }

  private synchronized MessageKey stored(Tip tip, Keeper.Kept kept) {
    if (kept.stored()) {
      standing.stored(tip);
    } else {
      standing.passedOver(kept.sequence());
    }
    standing.settle(1, keeper.droppedThrough());
    return new MessageKey(standing.epoch(), kept.sequence());
  }

  private synchronized void grown() {
    standing.grown();
    notifyAll();
  }

  private synchronized List<Range> open(long first, long last) {
    return standing.open(first, last);
  }

  /** Stores how far sources are, of which nothing is to be told. */
  public void mark(Map<String, String> marks) {
    writing.lock();
    try {
      ready();
      keeper.mark(marks);
    } catch (SQLException e) {
      throw failed("a source's place could not be stored", e);
    } finally {
      writing.unlock();
    }
  }

  /** How far a source said it was; empty if it never did, or if the disk lost it. */
  public Optional<String> mark(String source) {
    writing.lock();
    try {
      ready();
      return keeper.store().mark(source);
    } catch (SQLException e) {
      throw failed("a source's place cannot be read", e);
    } finally {
      writing.unlock();
    }
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
    requireOpenNow();
    List<QueuedBatch> found = new ArrayList<>();
    long from = after;
    long room = READ_BYTES;
    while (found.size() < max && room > 0 && from < Math.min(through, cursor().lastAppended())) {
      Look look = look(from, through, max - found.size(), (int) room);
      for (StoredMessage message : look.found().whole()) {
        found.add(message.queued(look.epoch()));
        room -= message.payload().length;
      }
      from = look.found().through();
    }
    return found;
  }

  private record Look(long epoch, StoreReader.Found found) {}

  private Look look(long after, long through, int max, int bytes) {
    long last;
    long epoch;
    synchronized (this) {
      requireOpen();
      last = Math.min(through, fixedThrough(after));
      epoch = standing.epoch();
    }
    StoreReader.Found found = read(after, last, max, bytes);
    return found.damaged().isEmpty() && !lacksOne(found, after)
        ? new Look(epoch, found)
        : new Look(epoch, mended(epoch, after, last, max, bytes));
  }

  /** The newest message that doesn't grow: the newest one, if it comes to that. */
  private long fixedThrough(long after) {
    boolean interrupted = false;
    while (standing.isGrowing() && after >= standing.fixedThrough()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (after >= standing.fixedThrough()) {
      standing.seal();
    }
    return standing.fixedThrough();
  }

  private StoreReader.Found read(long after, long through, int max, int bytes) {
    StoreReader current = reader;
    try {
      return current.read(after, through, max, bytes);
    } catch (SQLException e) {
      throw unreadable(current, e);
    }
  }

  private QueueException unreadable(StoreReader used, SQLException failure) {
    writing.lock();
    try {
      ready();
      return used == reader ? failed("messages cannot be read", failure) : renewed(failure);
    } finally {
      writing.unlock();
    }
  }

  /** Whether a message isn't there that somebody waits for. */
  private synchronized boolean lacksOne(StoreReader.Found found, long after) {
    return standing.open(after + 1, found.through()).stream()
        .anyMatch(
            range ->
                LongStream.rangeClosed(range.first(), range.last()).anyMatch(n -> !found.has(n)));
  }

  /** Looks again, while nobody writes, and gives up what is damaged. */
  private StoreReader.Found mended(long epoch, long after, long through, int max, int bytes) {
    writing.lock();
    try {
      ready();
      if (cursor().epoch() != epoch) {
        throw renewed(null);
      }
      StoreReader.Found found = reader.read(after, through, max, bytes);
      if (lacksOne(found, after)) {
        throw Store.damaged("it has lost messages behind number " + after);
      }
      keeper.dropDamaged(found.damaged(), this::open);
      giveUp(found.damaged());
      return found;
    } catch (SQLException e) {
      throw failed("messages cannot be read", e);
    } finally {
      writing.unlock();
    }
  }

  private synchronized void giveUp(List<Long> damaged) {
    if (!damaged.isEmpty()) {
      LOG.error("the disk has damaged messages {} of {}: they are lost", damaged, folder);
      damaged.forEach(sequence -> standing.settle(sequence, sequence));
      notifyAll();
    }
  }

  /** The newest message that is kept, acknowledged or not; empty if there is none. */
  public Optional<QueuedBatch> last() {
    StoreReader current = reader;
    try {
      OptionalLong newest = current.newest();
      return newest.isEmpty()
          ? Optional.empty()
          : peek(newest.getAsLong() - 1, 1).stream().findAny();
    } catch (SQLException e) {
      throw unreadable(current, e);
    }
  }

  /** Notes that the platform has a message. Their order is free; another epoch's is ignored. */
  public void acknowledged(MessageKey key) {
    settle(
        () -> key.epoch() == standing.epoch() && standing.settle(key.sequence(), key.sequence()));
  }

  /**
   * Notes what the platform says that it has stored; another epoch's is ignored.
   *
   * @throws QueueException when it has more than this queue ever made
   */
  public void confirmed(Confirmation confirmation) {
    settle(() -> confirmation.epoch() == standing.epoch() && standing.confirmed(confirmation));
  }

  private void settle(BooleanSupplier moves) {
    synchronized (this) {
      requireOpen();
      if (!moves.getAsBoolean()) {
        return;
      }
      notifyAll();
    }
    tidyIfDue();
  }

  /** Unless somebody writes, who then does it, or does not need it. */
  private void tidyIfDue() {
    if (writing.tryLock()) {
      try {
        long settled = cursor().acknowledgedThrough();
        long waited = nanos.getAsLong() - tidiedNanos;
        if (settled - tidiedThrough >= SETTLED_AT_ONCE
            || (waited >= SETTLED_FOR.toNanos() && settled > tidiedThrough)
            || waited >= AGES_EVERY.toNanos()) {
          tidy(settled);
        }
      } finally {
        writing.unlock();
      }
    }
  }

  private void tidy(long settled) {
    try {
      ready();
      tidiedNanos = nanos.getAsLong();
      tidiedThrough = settled;
      if (keeper.tidy(settled, this::open)) {
        tidiedThrough = settled - SETTLED_AT_ONCE;
      }
      noteDropped();
    } catch (SQLException e) {
      LOG.warn("what is settled stays a while: {}", failed("it", e).getMessage());
    } catch (QueueException e) {
      LOG.warn("what is settled stays a while: {}", e.getMessage());
    }
  }

  private synchronized void noteDropped() {
    standing.settle(1, keeper.droppedThrough());
    notifyAll();
  }

  /** How far the queue is. */
  public synchronized Cursor cursor() {
    return standing.cursor();
  }

  /** What waits. */
  public Waiting waiting() {
    writing.lock();
    try {
      ready();
      Cursor now = cursor();
      long messages;
      synchronized (this) {
        messages = standing.waiting();
      }
      return new Waiting(
          messages,
          messages == 0 ? 0 : keeper.store().meta().readings(),
          reader.timeBehind(now.acknowledgedThrough()),
          keeper.store().usedBytes());
    } catch (SQLException e) {
      throw failed("it cannot be counted what waits", e);
    } finally {
      writing.unlock();
    }
  }

  /** What was given up last, oldest first: of long ago only the {@linkplain #dropTotals sums}. */
  public List<Dropped> dropped() {
    return counted(() -> keeper.store().dropped());
  }

  /** All that was ever given up in this folder. */
  public DropTotals dropTotals() {
    return counted(() -> keeper.store().dropTotals());
  }

  private <T> T counted(SqlWork<T> work) {
    writing.lock();
    try {
      ready();
      return work.run();
    } catch (SQLException e) {
      throw failed("it cannot be counted what was given up", e);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Through which message it is time to send, rather than to let it grow: all but the newest, and
   * that one too when it has so many readings, or was begun so long ago.
   */
  public synchronized long ripeThrough(int readings, Duration age) {
    return standing.ripeThrough(readings, age, nanos.getAsLong());
  }

  /** Waits until {@link #ripeThrough} is behind {@code sequence}, or the time is up. */
  public boolean awaitRipe(long sequence, int readings, Duration age, Duration patience)
      throws InterruptedException {
    tidyIfDue();
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (this) {
      requireOpen();
      while (!closed && ripeThrough(readings, age) <= sequence) {
        long left =
            Math.min(deadline - System.nanoTime(), standing.ripensIn(age, nanos.getAsLong()));
        if (deadline - System.nanoTime() <= 0) {
          return false;
        }
        wait(Math.max(1, left / 1_000_000));
      }
      requireOpen();
      return true;
    }
  }

  /** Waits until there is a message behind {@code sequence}, or the time is up. */
  public boolean awaitAppended(long sequence, Duration patience) throws InterruptedException {
    tidyIfDue();
    synchronized (this) {
      boolean appended = await(patience, () -> cursor().lastAppended() > sequence || closed);
      requireOpen();
      return appended;
    }
  }

  /** Waits until all messages are acknowledged, or the time is up. */
  public synchronized boolean awaitAcknowledged(Duration patience) throws InterruptedException {
    return await(patience, () -> cursor().waiting() <= 0);
  }

  private synchronized boolean await(Duration patience, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    return true;
  }

  /** Gives the folder back. What is queued stays queued. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      notifyAll();
    }
    writing.lock();
    try {
      closeParts(reader);
    } catch (IOException e) {
      throw new QueueException("the queue " + folder + " did not close: " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }

  private void closeParts(StoreReader current) throws IOException {
    try (lock;
        current) {
      keeper.close(cursor().acknowledgedThrough());
    }
  }

  /** What to throw for a failure; a damaged store is replaced. Called with {@code writing} held. */
  private QueueException failed(String what, SQLException failure) {
    if (keeper.isDamage(failure)) {
      damage = failure;
      renew();
      return renewed(failure);
    }
    return keeper.isOutOfRoom(failure)
        ? keeper.noRoomOnDisk(failure)
        : new QueueException(
            "the queue " + folder + ": " + what + ": " + failure.getMessage(), failure);
  }

  private QueueException renewed(SQLException cause) {
    return new RenewedException("the queue " + folder + " was damaged and has begun anew", cause);
  }

  /** Called with {@code writing} held. */
  private void ready() {
    requireOpenNow();
    if (damage != null) {
      renew();
    }
  }

  private void renew() {
    try {
      reader.close();
      keeper.renew(damage, cursor().acknowledgedThrough());
      begin();
      damage = null;
    } catch (IOException | SQLException e) {
      throw new QueueException(
          "the queue %s is damaged (%s) and cannot be replaced: %s"
              .formatted(folder, damage.getMessage(), e.getMessage()),
          e);
    }
  }

  private synchronized void requireOpenNow() {
    requireOpen();
  }

  private void requireOpen() {
    if (closed) {
      throw new QueueException("the queue " + folder + " is closed");
    }
  }
}
