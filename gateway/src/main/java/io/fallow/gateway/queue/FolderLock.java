package io.fallow.gateway.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One queue, one owner. The lock goes with the process, however that ends. */
final class FolderLock implements Closeable {

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  static FolderLock take(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new FolderLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // this process has it: said below
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new QueueException("the queue " + folder + " is in use by another gateway");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
