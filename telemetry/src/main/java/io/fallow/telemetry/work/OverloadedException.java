package io.fallow.telemetry.work;

/** Too much work is waiting; the same may be asked again a little later. */
public final class OverloadedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Refused by the pool of this name. */
  public OverloadedException(String pool) {
    super("too much work waits for the threads of " + pool);
  }
}
