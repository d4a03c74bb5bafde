package io.fallow.gateway;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueFullException;
import io.fallow.gateway.wire.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts readings into a queue, some hundred a message. A full queue holds its source up for as long
 * as it takes.
 */
final class Feeder implements Consumer<Reading> {

  private static final Logger LOG = LoggerFactory.getLogger(Feeder.class);
  private static final int READINGS_A_MESSAGE = 200;

  private final DiskQueue queue;
  private final List<Reading> batch = new ArrayList<>(READINGS_A_MESSAGE);

  Feeder(DiskQueue queue) {
    this.queue = queue;
  }

  @Override
  public void accept(Reading reading) {
    batch.add(reading);
    if (batch.size() == READINGS_A_MESSAGE) {
      flush();
    }
  }

  /** Makes durable what was accepted. */
  void flush() {
    while (!batch.isEmpty()) {
      try {
        queue.append(batch, Duration.ofMinutes(1));
        batch.clear();
      } catch (QueueFullException e) {
        LOG.warn("{}: the source waits", e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted before the readings were stored", e);
      }
    }
  }
}
