package io.fallow.gateway.source;

/** Readings cannot be kept at this moment: the store is full, or the disk fails. Try again. */
public final class IntakeException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With words for the operator. */
  public IntakeException(String message, Throwable cause) {
    super(message, cause);
  }
}
