package io.fallow.sim.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * The four packets of MQTT 5 that a publisher of QoS 1 needs. Written by hand because a generator
 * must cost little beside what it measures.
 */
final class MqttPackets {
  static final int CONNACK = 2;
  static final int PUBACK = 4;

  private static final int USER_PASSWORD_CLEAN_START = 0xc2;
  private static final int PUBLISH_QOS_1 = 0x32;
  private static final int MOST_OVERHEAD = 16;

  private MqttPackets() {}

  /** Without keep-alive: the generator is not silent for long. */
  static ByteBuffer connect(String client, String user, String password) {
    ByteBuffer body =
        ByteBuffer.allocate(64 + 4 * (client.length() + user.length() + password.length()));
    text(body, "MQTT");
    body.put((byte) 5).put((byte) USER_PASSWORD_CLEAN_START).putShort((short) 0).put((byte) 0);
    text(body, client);
    text(body, user);
    text(body, password);
    body.flip();
    ByteBuffer packet = ByteBuffer.allocate(body.limit() + MOST_OVERHEAD);
    packet.put((byte) 0x10);
    length(packet, body.limit());
    return packet.put(body).flip();
  }

  /** Room that a publish takes at most. */
  static int size(byte[] topic, byte[] payload) {
    return topic.length + payload.length + MOST_OVERHEAD;
  }

  static void publish(ByteBuffer out, byte[] topic, int packetId, byte[] payload) {
    out.put((byte) PUBLISH_QOS_1);
    length(out, 2 + topic.length + 2 + 1 + payload.length);
    out.putShort((short) topic.length).put(topic);
    out.putShort((short) packetId).put((byte) 0).put(payload);
  }

  private static void text(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.putShort((short) bytes.length).put(bytes);
  }

  private static void length(ByteBuffer out, int length) {
    int rest = length;
    while (rest > 0x7f) {
      out.put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  /** A packet from the broker: its type, and where its body lies in the buffer. */
  record Packet(int type, int from, int length) {}

  /** The next whole packet, past which the buffer then stands; null if it is not all there yet. */
  static Packet next(ByteBuffer in) {
    int at = in.position() + 1;
    int length = 0;
    for (int shift = 0; at < in.limit(); shift += 7) {
      int digit = in.get(at++);
      length |= (digit & 0x7f) << shift;
      if (digit >= 0) {
        if (in.limit() - at < length) {
          return null;
        }
        int type = (in.get(in.position()) & 0xf0) >>> 4;
        in.position(at + length);
        return new Packet(type, at, length);
      }
    }
    return null;
  }

  /** The reason code of an acknowledgement; 0 where it is left out. */
  static int reason(ByteBuffer in, Packet packet) {
    return packet.length() > 2 ? in.get(packet.from() + 2) & 0xff : 0;
  }
}
