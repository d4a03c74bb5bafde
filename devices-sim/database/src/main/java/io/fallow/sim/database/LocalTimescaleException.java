package io.fallow.sim.database;

/** No TimescaleDB could be had; the message says for a person what was missing and what to do. */
public final class LocalTimescaleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LocalTimescaleException(String message) {
    super(message);
  }

  LocalTimescaleException(String message, Throwable cause) {
    super(message, cause);
  }
}
