package io.fallow.sim.local;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, to be stopped in reverse order. A part that fails to stop does not keep
 * the others from it.
 */
final class Parts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private record Part(String name, AutoCloseable what) {}

  private final Deque<Part> started = new ArrayDeque<>();
  private boolean closed;

  /** Takes care of a part that has been started. */
  synchronized <T extends AutoCloseable> T add(String name, T part) {
    if (closed) {
      stop(new Part(name, part));
      throw new IllegalStateException("the stack is stopping");
    }
    started.push(new Part(name, part));
    LOG.info("{} is up", name);
    return part;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!started.isEmpty()) {
      stop(started.pop());
    }
  }

  private static void stop(Part part) {
    try {
      part.what().close();
      LOG.info("stopped {}", part.name());
    } catch (Exception e) {
      LOG.warn("{} did not stop cleanly", part.name(), e);
    }
  }
}
