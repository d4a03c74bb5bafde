package io.fallow.gateway.queue;

/** The store was damaged, and a new one has begun: what was asked for belongs to the old one. */
final class RenewedException extends QueueException {

  private static final long serialVersionUID = 1L;

  RenewedException(String message, Throwable cause) {
    super(message, cause);
  }
}
