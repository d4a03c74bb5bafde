package io.fallow.gateway.uplink;

import io.fallow.gateway.wire.Command;
import io.fallow.gateway.wire.Command.Ping;
import io.fallow.gateway.wire.CommandCodec;
import io.fallow.gateway.wire.WireFormatException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the platform wants of a gateway, across connections: confirmations are followed at once, the
 * rest when the sending thread asks for it. Whatever is no command is refused and counted.
 * Thread-safe.
 */
final class Orders {

  private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

  private final Unconfirmed unconfirmed;
  private Ping ping;
  private long pingedMicros;
  private boolean rebirth;
  private long refused;

  Orders(Unconfirmed unconfirmed) {
    this.unconfirmed = unconfirmed;
  }

  /**
   * A command has come.
   *
   * @throws io.fallow.gateway.queue.QueueException when it says what can't be
   */
  void came(byte[] payload, Instant now) {
    try {
      Command command = CommandCodec.decode(payload);
      note(command, now);
      command.stored().forEach(unconfirmed::confirmed);
    } catch (WireFormatException e) {
      LOG.warn("refused: {}", e.getMessage());
      countRefused();
    }
  }

  private synchronized void note(Command command, Instant now) {
    if (command.ping().isPresent()) {
      ping = command.ping().get();
      pingedMicros = Stamp.micros(now);
    }
    rebirth |= command.rebirth();
  }

  private synchronized void countRefused() {
    refused++;
  }

  synchronized long refused() {
    return refused;
  }

  /** A ping that is to be answered. */
  record Pinged(Ping ping, long cameMicros) {}

  /** The last ping of this connection. */
  synchronized Optional<Pinged> pinged() {
    return Optional.ofNullable(ping).map(each -> new Pinged(each, pingedMicros));
  }

  /** A new connection: what was asked on the old one is over. */
  synchronized void connected() {
    ping = null;
    rebirth = false;
  }

  /** Whether a rebirth is wanted; it is asked for once. */
  synchronized boolean takeRebirth() {
    boolean wanted = rebirth;
    rebirth = false;
    return wanted;
  }
}
