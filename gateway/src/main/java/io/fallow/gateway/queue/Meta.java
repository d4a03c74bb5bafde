package io.fallow.gateway.queue;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a store says of itself.
 *
 * @param version of its tables
 * @param epoch of its messages' keys
 * @param last sequence that was given to a message, 0 if none was
 * @param settled through this one nobody waits for a message
 * @param messages that lie in the store
 * @param readings in them
 * @param ageMillis time that this queue has lived through; it only goes forward
 * @param wallMillis what the clock said at that time
 * @param clean whether it was closed in order
 */
record Meta(
    int version,
    long epoch,
    long last,
    long settled,
    long messages,
    long readings,
    long ageMillis,
    long wallMillis,
    boolean clean) {

  static final int VERSION = 1;

  static Meta begin(long epoch, long wallMillis) {
    return new Meta(VERSION, epoch, 0, 0, 0, 0, 0, wallMillis, false);
  }

  Meta appended(long sequence, int more) {
    return new Meta(
        version,
        epoch,
        sequence,
        settled,
        messages + (sequence > last ? 1 : 0),
        readings + more,
        ageMillis,
        wallMillis,
        clean);
  }

  /** A number was given to a message that is not kept. */
  Meta passedOver(long sequence) {
    return new Meta(
        version, epoch, sequence, settled, messages, readings, ageMillis, wallMillis, clean);
  }

  Meta without(long fewerMessages, long fewerReadings) {
    return new Meta(
        version,
        epoch,
        last,
        settled,
        messages - fewerMessages,
        readings - fewerReadings,
        ageMillis,
        wallMillis,
        clean);
  }

  Meta settledThrough(long sequence) {
    return new Meta(
        version,
        epoch,
        last,
        Math.max(settled, sequence),
        messages,
        readings,
        ageMillis,
        wallMillis,
        clean);
  }

  Meta at(long age, long wall) {
    return new Meta(version, epoch, last, settled, messages, readings, age, wall, clean);
  }

  Meta closed(boolean inOrder) {
    return new Meta(
        version, epoch, last, settled, messages, readings, ageMillis, wallMillis, inOrder);
  }

  int checksum() {
    CRC32C crc = new CRC32C();
    crc.update(
        ByteBuffer.allocate(64)
            .putInt(version)
            .putInt(clean ? 1 : 0)
            .putLong(epoch)
            .putLong(last)
            .putLong(settled)
            .putLong(messages)
            .putLong(readings)
            .putLong(ageMillis)
            .putLong(wallMillis)
            .flip());
    return (int) crc.getValue();
  }
}
