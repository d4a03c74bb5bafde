package io.fallow.telemetry.enrolment;

/** That a broker can't be told at present; trying again later may help. */
public final class GateClosedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what is wrong, in words for operators. */
  public GateClosedException(String message) {
    super(message);
  }

  /** With what is wrong, and why. */
  public GateClosedException(String message, Throwable cause) {
    super(message, cause);
  }
}
