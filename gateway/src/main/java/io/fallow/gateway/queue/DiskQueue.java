package io.fallow.gateway.queue;

import io.fallow.gateway.wire.Confirmation;
import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.ReadingBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue of messages in a folder.
 *
 * <p>A message gets the next sequence of the queue's epoch and is on the disk when {@link #append}
 * returns. It stays until the platform has acknowledged it and all before it; then, file by file,
 * disk space is given back. Opening the queue after a crash cuts off an append that had not
 * finished and goes on with the numbering. A folder that is new, or was emptied, starts a new
 * epoch.
 *
 * <p>A full queue never drops anything: {@link #append(List)} refuses, {@link #append(List,
 * Duration)} waits.
 *
 * <p>Safe for use by many threads; a folder has one open queue at a time. All methods that touch
 * the disk block, and throw {@link QueueException} when it fails or the queue is closed.
 */
public final class DiskQueue implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DiskQueue.class);

  private final Path folder;
  private final QueueLimits limits;
  private final PayloadFormat format;
  private final FolderLock lock;
  private final AcknowledgedFile acknowledgedFile;
  private final long epoch;

  /** Held while a message is written; taken before this object's own lock. */
  private final Object appending = new Object();

  private SegmentWriter writer; // guarded by appending; null: the next append starts a file

  private final Backlog backlog; // guarded by this
  private boolean closed; // guarded by this

  private DiskQueue(
      Path folder, QueueLimits limits, PayloadFormat format, FolderLock lock, Recovery found)
      throws IOException {
    this.folder = folder;
    this.limits = limits;
    this.format = format;
    this.lock = lock;
    this.epoch = found.epoch;
    this.writer = found.segments.isEmpty() ? null : SegmentWriter.resume(found.segments.getLast());
    this.backlog = new Backlog(found);
    this.acknowledgedFile = AcknowledgedFile.open(folder);
    acknowledgedFile.write(epoch, backlog.cursor().acknowledgedThrough());
    acknowledgedFile.sync();
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
    try {
      Files.createDirectories(folder);
      FolderLock lock = FolderLock.take(folder);
      try {
        return new DiskQueue(folder, limits, format, lock, new Recovery(folder, clock));
      } catch (IOException | RuntimeException e) {
        Closing.all(lock);
        throw e;
      }
    } catch (IOException e) {
      throw new QueueException("the queue " + folder + " cannot be opened: " + e, e);
    }
  }

  /**
   * How far the queue of a folder is, also while another process has it open.
   *
   * @throws QueueException if no queue was ever opened there
   */
  public static Cursor readCursor(Path folder) {
    return CursorReader.read(folder);
  }

  /**
   * Stores readings as one message.
   *
   * @throws QueueFullException at once, if there is no room; nothing was stored
   * @throws IllegalArgumentException if the readings are none, or too many for one message
   */
  public MessageKey append(List<Reading> readings) {
    synchronized (appending) {
      byte[] record = nextRecord(readings);
      if (!hasRoom(record.length)) {
        throw full();
      }
      return write(record);
    }
  }

  /**
   * Stores readings as one message, waiting for room if need be.
   *
   * @throws QueueFullException if there is still no room after {@code patience}
   * @throws IllegalArgumentException if the readings are none, or too many for one message
   */
  public MessageKey append(List<Reading> readings, Duration patience) throws InterruptedException {
    synchronized (appending) {
      byte[] record = nextRecord(readings);
      if (!await(patience, () -> hasRoom(record.length))) {
        throw full();
      }
      return write(record);
    }
  }

  /**
   * Messages in their order, at most {@code max} and about 4 MiB, without taking them out.
   *
   * @param after sequence behind which to begin; acknowledged messages may be passed over
   */
  public synchronized List<QueuedBatch> peek(long after, int max) {
    requireOpen();
    try {
      return backlog.read(after, max);
    } catch (IOException e) {
      throw new QueueException("the queue " + folder + " cannot be read: " + e, e);
    }
  }

  /** The newest message, acknowledged or not; empty if there never was one. */
  public synchronized Optional<QueuedBatch> last() {
    return peek(backlog.cursor().lastAppended() - 1, 1).stream().findAny();
  }

  /** Notes that the platform has a message. Their order is free; another epoch's is ignored. */
  public synchronized void acknowledged(MessageKey key) {
    requireOpen();
    if (key.epoch() == epoch && backlog.acknowledged(key.sequence())) {
      keepCursor();
    }
  }

  /**
   * Notes what the platform says that it has stored; another epoch's is ignored.
   *
   * @throws QueueException when it has more than this queue ever made
   */
  public synchronized void confirmed(Confirmation confirmation) {
    requireOpen();
    if (confirmation.epoch() == epoch && backlog.confirmed(confirmation)) {
      keepCursor();
    }
  }

  private synchronized void keepCursor() {
    try {
      acknowledgedFile.write(epoch, backlog.cursor().acknowledgedThrough());
    } catch (IOException e) {
      LOG.warn("{}: acknowledgements are not kept: {}", folder, e.toString());
    }
    notifyAll();
  }

  /** How far the queue is. */
  public synchronized Cursor cursor() {
    return backlog.cursor();
  }

  /** Waits until there is a message behind {@code sequence}, or the time is up. */
  public synchronized boolean awaitAppended(long sequence, Duration patience)
      throws InterruptedException {
    boolean appended = await(patience, () -> backlog.cursor().lastAppended() > sequence || closed);
    requireOpen();
    return appended;
  }

  /** Waits until all messages are acknowledged, or the time is up. */
  public synchronized boolean awaitAcknowledged(Duration patience) throws InterruptedException {
    return await(patience, () -> backlog.cursor().waiting() <= 0);
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
    synchronized (appending) {
      try {
        Closing.all(writer, acknowledgedFile, lock);
        writer = null;
      } catch (IOException e) {
        throw new QueueException("the queue " + folder + " did not close: " + e, e);
      }
    }
  }

  private byte[] nextRecord(List<Reading> readings) {
    MessageKey key = new MessageKey(epoch, cursor().lastAppended() + 1);
    byte[] record =
        Records.encode(
            key.sequence(), format, format.encode(new ReadingBatch(Optional.of(key), readings)));
    if (record.length > limits.maxBytes()) {
      throw new IllegalArgumentException("the message is larger than the queue may be");
    }
    return record;
  }

  private synchronized boolean hasRoom(int bytes) {
    requireOpen();
    return backlog.waitingBytes() + bytes <= limits.maxBytes();
  }

  /** Called with {@code appending} held. */
  private MessageKey write(byte[] record) {
    long sequence = cursor().lastAppended() + 1;
    try {
      if (writer != null && writer.segment().bytes() + record.length > limits.segmentBytes()) {
        writer.close();
        writer = null;
      }
      if (writer == null) {
        writer = SegmentWriter.create(folder, epoch, sequence);
      }
      writer.append(sequence, record);
    } catch (IOException e) {
      if (writer != null) {
        writer.abandon();
        writer = null;
      }
      throw new QueueException("a message could not be stored in " + folder + ": " + e, e);
    }
    stored(writer.segment());
    return new MessageKey(epoch, sequence);
  }

  private synchronized void stored(Segment segment) {
    backlog.stored(segment);
    notifyAll();
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

  private QueueFullException full() {
    return new QueueFullException(
        "the queue " + folder + " is full: " + cursor().waiting() + " messages wait");
  }

  private void requireOpen() {
    if (closed) {
      throw new QueueException("the queue " + folder + " is closed");
    }
  }
}
