package io.fallow.sim.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Holds a folder against other processes. The system lets go of it when this process dies. */
public final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Absent if another process, or another part of this one, holds the folder. */
  public static Optional<FolderLock> tryHold(Path folder) {
    FileChannel channel = open(folder);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new FolderLock(channel));
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same answer as for another.
    } catch (IOException e) {
      throw new MachineException("cannot lock " + folder + ": " + e.getMessage(), e);
    }
    closeQuietly(channel);
    return Optional.empty();
  }

  /** Waits as long as another process holds the folder. Threads of one process must take turns. */
  public static FolderLock hold(Path folder) {
    FileChannel channel = open(folder);
    try {
      channel.lock();
      return new FolderLock(channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw new MachineException("cannot lock " + folder + ": " + e.getMessage(), e);
    }
  }

  private static FileChannel open(Path folder) {
    Path file = folder.resolve("lock");
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new MachineException("cannot write " + file + ": " + e, e);
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new MachineException("cannot close a lock file: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }
}
