package io.fallow.gateway.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How far the platform has acknowledged, in two slots written in turn, so that a torn write leaves
 * the other one. Not forced to the disk at each step: after a power failure some messages are sent
 * again, and the platform knows them by their keys.
 */
final class AcknowledgedFile implements Closeable {

  private static final String NAME = "acknowledged";
  private static final int SLOT = 32;

  private final RandomAccessFile out;
  private long generation;

  private AcknowledgedFile(RandomAccessFile out, long generation) {
    this.out = out;
    this.generation = generation;
  }

  static AcknowledgedFile open(Path folder) throws IOException {
    long generation = readSlot(folder).map(Slot::generation).orElse(0L);
    return new AcknowledgedFile(
        new RandomAccessFile(folder.resolve(NAME).toFile(), "rw"), generation);
  }

  /** The newest undamaged slot of a folder, also while another process writes there. */
  static Optional<Slot> readSlot(Path folder) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(NAME));
      Optional<Slot> first = slotAt(bytes, 0);
      Optional<Slot> second = slotAt(bytes, SLOT);
      boolean secondIsNewer =
          second.isPresent()
              && first.map(slot -> slot.generation < second.get().generation).orElse(true);
      return secondIsNewer ? second : first;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void write(long epoch, long through) throws IOException {
    generation++;
    ByteBuffer slot = ByteBuffer.allocate(SLOT);
    slot.putLong(epoch).putLong(through).putLong(generation);
    slot.putInt(checksum(slot.array(), 0));
    out.seek(generation % 2 * SLOT);
    out.write(slot.array());
  }

  void sync() throws IOException {
    out.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      sync();
    }
  }

  private static Optional<Slot> slotAt(byte[] bytes, int start) {
    if (bytes.length < start + SLOT) {
      return Optional.empty();
    }
    ByteBuffer slot = ByteBuffer.wrap(bytes, start, SLOT);
    Slot read = new Slot(slot.getLong(), slot.getLong(), slot.getLong());
    boolean whole = slot.getInt() == checksum(bytes, start) && read.epoch > 0;
    return whole ? Optional.of(read) : Optional.empty();
  }

  private static int checksum(byte[] bytes, int start) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, start, 24);
    return (int) crc.getValue();
  }

  /** What a slot says. */
  record Slot(long epoch, long through, long generation) {}
}
