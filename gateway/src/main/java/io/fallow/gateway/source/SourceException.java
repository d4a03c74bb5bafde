package io.fallow.gateway.source;

/** A source that cannot be read as what it was said to be. The message is for its operator. */
public final class SourceException extends Exception {

  private static final long serialVersionUID = 1L;

  SourceException(String message) {
    super(message);
  }

  SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
