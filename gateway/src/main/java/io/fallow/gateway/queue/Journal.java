package io.fallow.gateway.queue;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks through the journal that a store's process left when it ended without closing it. SQLite
 * takes the first place that isn't as it was written for the journal's end: what was stored behind
 * it is gone, nobody is told, and its numbers are given once more.
 *
 * <p>A crash leaves such a place too, but only in what was being stored at that moment. So the
 * journal is damaged where something was stored whole behind the place and more was begun behind
 * that: a commit is on the disk before the next one begins (the file format is SQLite's, <a
 * href="https://www.sqlite.org/fileformat2.html#walformat">The Write-Ahead Log</a>).
 */
final class Journal {

  private static final int MAGIC = 0x377f0682; // the last bit: whether sums are big-endian
  private static final int HEADER = 32;
  private static final int SUMMED = 24; // of the header
  private static final int FRAME_HEADER = 24;
  private static final int FRAME_SUMMED = 8; // of a frame's header
  private static final int COMMIT_AT = 4;
  private static final int SALT_AT = 8;
  private static final int SUM_AT = 16;
  private static final int HEADER_SALT_AT = 16;

  private final ByteBuffer header;
  private final ByteOrder order;
  private int sum0;
  private int sum1;

  private Journal(byte[] header) {
    this.header = ByteBuffer.wrap(header);
    this.order = (header[3] & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /**
   * Whether stored data is lost by it; not if there is none. Reads the file once, some megabytes.
   */
  static boolean isDamaged(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) <= HEADER + FRAME_HEADER) {
      return false;
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      byte[] header = in.readNBytes(HEADER);
      return new Journal(header).isDamaged(new DataInputStream(in));
    }
  }

  private boolean isDamaged(DataInputStream in) throws IOException {
    if ((header.getInt(0) | 1) != (MAGIC | 1)) {
      return !isEmpty();
    }
    add(header, 0, SUMMED);
    if (sum0 != header.getInt(SUMMED) || sum1 != header.getInt(SUMMED + 4)) {
      return true;
    }
    boolean whole = true;
    boolean storedBehind = false;
    byte[] frame = new byte[FRAME_HEADER + header.getInt(8)];
    while (in.readNBytes(frame, 0, frame.length) == frame.length) {
      ByteBuffer next = ByteBuffer.wrap(frame);
      boolean ours = next.getLong(SALT_AT) == header.getLong(HEADER_SALT_AT);
      if (ours && storedBehind) {
        return true;
      }
      whole = whole && ours && isAsWritten(next);
      storedBehind |= !whole && ours && next.getInt(COMMIT_AT) != 0;
    }
    return false;
  }

  /** As a file system leaves it that knows of the file's length, and not yet of its content. */
  private boolean isEmpty() {
    for (byte each : header.array()) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isAsWritten(ByteBuffer frame) {
    add(frame, 0, FRAME_SUMMED);
    add(frame, FRAME_HEADER, frame.limit());
    return sum0 == frame.getInt(SUM_AT) && sum1 == frame.getInt(SUM_AT + 4);
  }

  private void add(ByteBuffer bytes, int from, int to) {
    ByteBuffer words = bytes.duplicate().order(order);
    for (int at = from; at < to; at += 8) {
      sum0 += words.getInt(at) + sum1;
      sum1 += words.getInt(at + 4) + sum0;
    }
  }
}
