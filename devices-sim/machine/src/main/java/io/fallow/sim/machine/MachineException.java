package io.fallow.sim.machine;

/** The machine lacks something or refuses it; the message says for a person what. */
public class MachineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MachineException(String message) {
    super(message);
  }

  public MachineException(String message, Throwable cause) {
    super(message, cause);
  }
}
