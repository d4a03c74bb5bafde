package io.fallow.gateway.wire.sparkplug;

import java.util.Optional;

/** What an edge node sends of itself (N) and of its devices (D). */
public enum MessageKind {
  /** The node begins a session, or tells again all that it has. */
  NBIRTH(false),
  /** The node's session is over. */
  NDEATH(false),
  /** Values of the node changed. */
  NDATA(false),
  /** A device is there. */
  DBIRTH(true),
  /** A device is gone. */
  DDEATH(true),
  /** Values of a device changed. */
  DDATA(true);

  private final boolean ofDevice;

  MessageKind(boolean ofDevice) {
    this.ofDevice = ofDevice;
  }

  /** Whether the topic names a device behind the node. */
  public boolean ofDevice() {
    return ofDevice;
  }

  /** Whether this begins something and lists all of its metrics. */
  public boolean isBirth() {
    return this == NBIRTH || this == DBIRTH;
  }

  static Optional<MessageKind> of(String word) {
    for (MessageKind kind : values()) {
      if (kind.name().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
