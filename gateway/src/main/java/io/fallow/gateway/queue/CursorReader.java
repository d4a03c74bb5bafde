package io.fallow.gateway.queue;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads how far a queue is without owning it; changes nothing. */
final class CursorReader {

  private static final Logger LOG = LoggerFactory.getLogger(CursorReader.class);
  private static final int ATTEMPTS = 100;

  private CursorReader() {}

  static Cursor read(Path folder) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        try {
          return readOnce(folder);
        } catch (NoSuchFileException e) {
          LOG.debug("{} was dropped by its owner meanwhile", e.getFile());
        }
      }
      throw new QueueException("the queue " + folder + " changes too fast to be read");
    } catch (IOException e) {
      throw new QueueException("the queue " + folder + " cannot be read: " + e, e);
    }
  }

  private static Cursor readOnce(Path folder) throws IOException {
    AcknowledgedFile.Slot slot =
        AcknowledgedFile.readSlot(folder)
            .orElseThrow(() -> new QueueException(folder + " holds no queue"));
    List<Segment> files = Segment.list(folder);
    for (int i = files.size() - 1; i >= 0; i--) {
      SegmentScan scan = SegmentScan.of(files.get(i), Long.MAX_VALUE);
      if (!scan.isEmpty()) {
        return new Cursor(slot.epoch(), Math.max(scan.last(), slot.through()), slot.through());
      }
    }
    return new Cursor(slot.epoch(), slot.through(), slot.through());
  }
}
