package io.fallow.gateway.queue;

import java.io.Closeable;
import java.io.IOException;

/** Closes several things, each of them whatever becomes of the others. */
final class Closing {

  private Closing() {}

  /**
   * Absent ones are null. The first failure is thrown when all are closed, with the others in it.
   */
  static void all(Closeable... parts) throws IOException {
    IOException failure = null;
    for (Closeable part : parts) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
