package io.fallow.gateway.queue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a segment file really holds, found by reading it once.
 *
 * <p>Bytes that are no record and have records behind them are damage: the records behind are kept,
 * and those between are missing. Bytes with none behind are the torn tail of an append that did not
 * finish: nobody was told that it is stored.
 *
 * @param sequences of the undamaged records, ascending
 * @param good those records' bytes
 * @param end behind the last of them, in bytes from the start of the file
 * @param size of the file
 */
record SegmentScan(List<Long> sequences, ByteArrayOutputStream good, long end, long size) {

  /**
   * Reads a file.
   *
   * @param before sequences from here on belong to the next file
   */
  static SegmentScan of(Segment segment, long before) throws IOException {
    byte[] content = Files.readAllBytes(segment.file());
    ByteBuffer bytes = ByteBuffer.wrap(content);
    List<Long> sequences = new ArrayList<>();
    ByteArrayOutputStream good = new ByteArrayOutputStream(bytes.limit());
    long expected = segment.first();
    int end = 0;
    for (int position = 0; position < bytes.limit(); ) {
      if (Records.isRecordAt(bytes, position, expected, before)) {
        int size = Records.sizeAt(bytes, position);
        sequences.add(Records.sequenceAt(bytes, position));
        good.write(content, position, size);
        expected = Records.sequenceAt(bytes, position) + 1;
        position += size;
        end = position;
      } else {
        position++;
      }
    }
    return new SegmentScan(sequences, good, end, bytes.limit());
  }

  boolean isEmpty() {
    return sequences.isEmpty();
  }

  long last() {
    return sequences.get(sequences.size() - 1);
  }

  boolean isDamaged() {
    return good.size() < end;
  }

  /**
   * Makes the file hold the good records and nothing else. A damaged one is kept beside it, as
   * {@code ….damaged}.
   */
  void heal(Path file) throws IOException {
    if (isDamaged()) {
      Path healed = file.resolveSibling(file.getFileName() + ".healed");
      Files.write(healed, good.toByteArray());
      sync(healed, good.size());
      Path damaged = file.resolveSibling(file.getFileName() + ".damaged");
      Files.copy(file, damaged, StandardCopyOption.REPLACE_EXISTING);
      Files.move(healed, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else if (end < size) {
      sync(file, end);
    }
  }

  private static void sync(Path file, long length) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(length);
      out.getFD().sync();
    }
  }
}
