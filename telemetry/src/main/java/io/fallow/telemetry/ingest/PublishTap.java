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
 *
 * <p>The client's sockets give up a read after a second, and it reads again: so a packet may be
 * broken off anywhere, and is gone on with. Of a message that is too long for anybody only the
 * first two megabytes are handed over, so that nobody can fill the memory.
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

  /**
   * In bytes, of a message without its header; what is longer is cut there. Sixteen times what is
   * accepted, so that a payload that is too large is kept as it came, yet no packet takes the
   * memory that it merely announces.
   */
  static final int LONGEST = 16 << 20;

  private final InputStream from;
  private final Taker taker;
  private final byte[] buffer = new byte[64 * 1024];
  private int start;
  private int end;
  private long passing; // bytes of the packet that is being passed on
  private int header; // of the message that is being taken
  private byte[] body; // of it; null between messages
  private int filled;
  private int beyond; // bytes that follow the body and are thrown away

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
      boolean more = body == null ? packet() : message();
      if (!more) {
        return false;
      }
    }
    return atLeast(1);
  }

  /** Looks at the next packet: begins to take it, or lets it pass. */
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
    if (first >> 4 != PUBLISH || qos(first) > 1) {
      passing = size + (long) length;
      return true;
    }
    start += size;
    header = first;
    body = new byte[Math.min(length, LONGEST)];
    filled = 0;
    beyond = length - body.length;
    return true;
  }

  private static int qos(int header) {
    return (header >> 1) & 3;
  }

  /** Goes on with the message that is being taken, wherever the read before was broken off. */
  private boolean message() throws IOException {
    while (filled < body.length) {
      int bytes = Math.min(body.length - filled, end - start);
      if (bytes > 0) {
        System.arraycopy(buffer, start, body, filled, bytes);
        start += bytes;
      } else {
        bytes = from.read(body, filled, body.length - filled);
        if (bytes < 0) {
          return false;
        }
      }
      filled += bytes;
    }
    while (beyond > 0) {
      if (!atLeast(1)) {
        return false;
      }
      int bytes = Math.min(beyond, end - start);
      start += bytes;
      beyond -= bytes;
    }
    byte[] whole = body;
    body = null;
    take(whole);
    return true;
  }

  private void take(byte[] whole) throws IOException {
    try {
      ByteBuffer fields = ByteBuffer.wrap(whole);
      byte[] topic = new byte[fields.getShort() & 0xffff];
      fields.get(topic);
      int packetId = qos(header) == 0 ? 0 : fields.getShort() & 0xffff;
      skipProperties(fields);
      byte[] payload = Arrays.copyOfRange(whole, fields.position(), whole.length);
      taker.take(packetId, qos(header), new String(topic, StandardCharsets.UTF_8), payload);
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
    boolean cut = fields.capacity() == LONGEST;
    fields.position(
        cut ? Math.min(fields.position() + length, LONGEST) : fields.position() + length);
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
