package io.fallow.gateway.source;

/** A source that cannot be read as what it was said to be. The message is for its operator. */
public final class SourceException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With words for the operator. */
  public SourceException(String message) {
    super(message);
  }

  /** With words for the operator, and what lies behind. */
  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
