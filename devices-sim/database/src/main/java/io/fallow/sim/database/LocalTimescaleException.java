package io.fallow.sim.database;

import io.fallow.sim.machine.MachineException;

/** No TimescaleDB could be had; the message says for a person what was missing and what to do. */
public final class LocalTimescaleException extends MachineException {
  private static final long serialVersionUID = 1L;

  LocalTimescaleException(String message) {
    super(message);
  }

  LocalTimescaleException(String message, Throwable cause) {
    super(message, cause);
  }
}
