package io.fallow.gateway.queue;

/** The queue's folder cannot be used: the message says which file and why. */
public class QueueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  QueueException(String message) {
    super(message);
  }

  QueueException(String message, Throwable cause) {
    super(message, cause);
  }
}
