package io.fallow.scheduler.idle;

/** The index of idle windows is being built, or has lost touch with the database: in a while. */
public final class IndexNotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  IndexNotReadyException() {
    super("the index of idle windows is not up to date");
  }
}
