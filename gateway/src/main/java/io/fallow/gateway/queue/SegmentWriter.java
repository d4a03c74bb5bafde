package io.fallow.gateway.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to one segment file, each on the disk before {@link #append} returns. Not a
 * channel: an interrupt must not close it.
 */
final class SegmentWriter implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);

  private final RandomAccessFile out;
  private Segment segment;

  private SegmentWriter(RandomAccessFile out, Segment segment) {
    this.out = out;
    this.segment = segment;
  }

  /** Starts a file, over the remains of an attempt that failed if there are any. */
  static SegmentWriter create(Path folder, long epoch, long first) throws IOException {
    Segment segment = Segment.empty(folder, epoch, first);
    RandomAccessFile out = new RandomAccessFile(segment.file().toFile(), "rw");
    try {
      out.setLength(0);
      syncFolder(folder);
      return new SegmentWriter(out, segment);
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /** Goes on with a file that was healed. */
  static SegmentWriter resume(Segment segment) throws IOException {
    RandomAccessFile out = new RandomAccessFile(segment.file().toFile(), "rw");
    return new SegmentWriter(out, segment);
  }

  /** The file as it is after the last append that succeeded. */
  Segment segment() {
    return segment;
  }

  void append(long sequence, byte[] record) throws IOException {
    out.seek(segment.bytes());
    out.write(record);
    out.getFD().sync();
    segment = segment.through(sequence, segment.bytes() + record.length);
  }

  /** Closes the file after an append that failed, and removes what that left as far as possible. */
  void abandon() {
    try (out) {
      out.setLength(segment.bytes());
      if (segment.bytes() == 0) {
        Files.deleteIfExists(segment.file());
      }
    } catch (IOException e) {
      LOG.warn("{} may end in a message that was not stored: {}", segment.file(), e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** Makes a new file's name durable. Not every system can: there the file system does it alone. */
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("{} cannot be forced: {}", folder, e.toString());
    }
  }
}
