package io.fallow.telemetry.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the broker sends, without the messages: they are taken out and handed over, and all else is
 * passed on to the MQTT client. The client reads a message twice, byte by byte through locks, which
 * costs more than all the rest of the pipeline; here it is copied once. It acknowledges them as its
 * own, by their packet identifiers. MQTT 5, sections 2.1 and 3.3; for one thread.
 */
final class PublishTap extends InputStream {

  /** Takes messages, in the order in which they came; may block. */
  @FunctionalInterface
  interface Taker {

    /**
     * A message.
     *
     * @param packetId 0 where there is nothing to acknowledge
     * @param qos 0 or 1
     */
    void take(int packetId, int qos, String topic, byte[] payload);
  }

  private static final int PUBLISH = 3;
  private static final int LONGEST_HEADER = 5;

  private final InputStream from;
  private final Taker taker;
  private final byte[] buffer = new byte[64 * 1024];
  private int start;
  private int end;
  private long passing; // bytes of the packet that is being passed on

  PublishTap(InputStream from, Taker taker) {
    this.from = from;
    this.taker = taker;
  }

  @Override
  public int read() throws IOException {
    if (!toPass()) {
      return -1;
    }
    passing--;
    return buffer[start++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!toPass()) {
      return -1;
    }
    int bytes = (int) Math.min(Math.min(length, passing), end - start);
    System.arraycopy(buffer, start, into, offset, bytes);
    start += bytes;
    passing -= bytes;
    return bytes;
  }

  @Override
  public int available() {
    return (int) Math.min(passing, end - start);
  }

  @Override
  public void close() throws IOException {
    from.close();
  }

  /** Takes messages until there is something to pass on; false at the end of the stream. */
  private boolean toPass() throws IOException {
    while (passing == 0) {
      if (!packet()) {
        return false;
      }
    }
    return atLeast(1);
  }

  /** Looks at the next packet: takes it, or lets it pass. */
  private boolean packet() throws IOException {
    int size = 1;
    int length = 0;
    int digit;
    do {
      if (!atLeast(size + 1)) {
        return false;
      }
      digit = buffer[start + size];
      length |= (digit & 0x7f) << (7 * (size - 1));
      size++;
    } while (digit < 0 && size < LONGEST_HEADER);
    int first = buffer[start] & 0xff;
    int qos = (first >> 1) & 3;
    if (first >> 4 != PUBLISH || qos > 1) {
      passing = size + (long) length;
      return true;
    }
    start += size;
    return take(qos, length);
  }

  private boolean take(int qos, int length) throws IOException {
    byte[] body = new byte[length];
    int there = Math.min(length, end - start);
    System.arraycopy(buffer, start, body, 0, there);
    start += there;
    if (from.readNBytes(body, there, length - there) < length - there) {
      return false;
    }
    try {
      ByteBuffer fields = ByteBuffer.wrap(body);
      byte[] topic = new byte[fields.getShort() & 0xffff];
      fields.get(topic);
      int packetId = qos == 0 ? 0 : fields.getShort() & 0xffff;
      skipProperties(fields);
      byte[] payload = Arrays.copyOfRange(body, fields.position(), length);
      taker.take(packetId, qos, new String(topic, StandardCharsets.UTF_8), payload);
      return true;
    } catch (BufferUnderflowException | IllegalArgumentException broken) {
      throw new IOException("the broker sent a message that is none", broken);
    }
  }

  private static void skipProperties(ByteBuffer fields) {
    int length = 0;
    int shift = 0;
    int digit;
    do {
      digit = fields.get();
      length |= (digit & 0x7f) << shift;
      shift += 7;
    } while (digit < 0);
    fields.position(fields.position() + length);
  }

  /** Has so many bytes in the buffer; false where the stream ends before. */
  private boolean atLeast(int bytes) throws IOException {
    while (end - start < bytes) {
      if (buffer.length - start < bytes) {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
      } else if (start == end) {
        start = 0;
        end = 0;
      }
      int read = from.read(buffer, end, buffer.length - end);
      if (read < 0) {
        return false;
      }
      end += read;
    }
    return true;
  }
}
