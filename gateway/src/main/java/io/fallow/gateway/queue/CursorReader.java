package io.fallow.gateway.queue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Reads how far a queue is without owning it; changes nothing. */
final class CursorReader {

  private CursorReader() {}

  static Cursor read(Path folder) {
    Path file = new StoreFolder(folder).file();
    if (!Files.exists(file)) {
      throw new QueueException(folder + " holds no queue");
    }
    try (Connection connection = Sqlite.reader(file)) {
      Meta meta = Store.read(connection);
      return new Cursor(meta.epoch(), meta.last(), meta.settled());
    } catch (SQLException e) {
      throw new QueueException("the queue " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }
}
