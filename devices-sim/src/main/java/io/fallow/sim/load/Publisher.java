package io.fallow.sim.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.gateway.wire.Topics;
import io.fallow.sim.load.MqttPackets.Packet;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One gateway's connection and what it has on its way. It owns its window: it publishes only while
 * fewer than that are unacknowledged, which the broker answers in their order. When the connection
 * breaks, what was not acknowledged is sent again on the next one. For one thread.
 */
final class Publisher {
  private static final int OUT_BYTES = 1 << 18;
  private static final int REFUSED = 0x80;

  private final URI broker;
  private final LoadGateway gateway;
  private final Selector selector;
  private final Queue<byte[]> flying = new ArrayDeque<>();
  private final ByteBuffer in = ByteBuffer.allocate(1 << 15);
  private ByteBuffer out = ByteBuffer.allocate(OUT_BYTES);
  private SocketChannel channel;
  private SelectionKey key;
  private LoadPlan plan;
  private Payloads payloads;
  private byte[] topic;
  private int packetId;
  private long published;
  private long acknowledged;
  private long refused;

  Publisher(URI broker, LoadGateway gateway, Selector selector) {
    this.broker = broker;
    this.gateway = gateway;
    this.selector = selector;
  }

  /** Blocks until the broker has let it in. */
  void connect() throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(broker.getHost(), broker.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    String user = gateway.address().toString();
    channel.write(MqttPackets.connect("load-" + user, user, gateway.password()));
    in.clear();
    out.clear();
    Packet answer = null;
    while (answer == null) {
      if (channel.read(in) < 0) {
        throw new EOFException("the broker ended the connection of " + user);
      }
      answer = MqttPackets.next(in.flip());
      in.compact();
    }
    int reason = in.get(answer.from() + 1) & 0xff;
    if (answer.type() != MqttPackets.CONNACK || reason != 0) {
      throw new IOException("the broker refuses " + user + " with " + reason);
    }
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
    packetId = 0;
    flying.forEach(this::send);
  }

  boolean connected() {
    return channel != null && channel.isOpen();
  }

  /** Begins anew with sequence 1. Everything before must have been acknowledged. */
  void begin(LoadPlan newPlan) {
    plan = newPlan;
    payloads = new Payloads(gateway, plan);
    topic = Topics.readings(gateway.address(), plan.format()).getBytes(UTF_8);
    published = 0;
    acknowledged = 0;
    refused = 0;
  }

  boolean hasRoom() {
    return connected() && flying.size() < plan.window() && out.position() < OUT_BYTES / 2;
  }

  void publish(Instant at) {
    byte[] payload = payloads.next(++published, at);
    flying.add(payload);
    send(payload);
  }

  private void send(byte[] payload) {
    int size = MqttPackets.size(topic, payload);
    if (out.remaining() < size) {
      out =
          ByteBuffer.allocate(Math.max(2 * out.capacity(), out.position() + size)).put(out.flip());
    }
    packetId = packetId % 0xffff + 1;
    MqttPackets.publish(out, topic, packetId, payload);
  }

  /** Writes what the socket takes. */
  void flush() throws IOException {
    if (connected() && out.position() > 0) {
      channel.write(out.flip());
      out.compact();
      int wanted = SelectionKey.OP_READ | (out.position() > 0 ? SelectionKey.OP_WRITE : 0);
      if (key.interestOps() != wanted) {
        key.interestOps(wanted);
      }
    }
  }

  /** Reads what the broker has answered. */
  void receive() throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("the broker ended the connection");
    }
    in.flip();
    for (Packet packet = MqttPackets.next(in); packet != null; packet = MqttPackets.next(in)) {
      if (packet.type() != MqttPackets.PUBACK) {
        throw new IOException("the broker sent a packet of type " + packet.type());
      }
      flying.remove();
      acknowledged++;
      refused += MqttPackets.reason(in, packet) >= REFUSED ? 1 : 0;
    }
    in.compact();
  }

  /** Ends the connection; what was unacknowledged stays so. */
  void disconnect() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException gone) {
      channel = null;
    }
  }

  LoadGateway gateway() {
    return gateway;
  }

  long published() {
    return published;
  }

  long acknowledged() {
    return acknowledged;
  }

  long refused() {
    return refused;
  }
}
