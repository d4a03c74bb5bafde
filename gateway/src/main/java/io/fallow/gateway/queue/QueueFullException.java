package io.fallow.gateway.queue;

/** There is no room for a message until the platform acknowledges others; nothing was stored. */
public final class QueueFullException extends QueueException {

  private static final long serialVersionUID = 1L;

  QueueFullException(String message) {
    super(message);
  }
}
