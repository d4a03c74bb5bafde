package io.fallow.gateway.queue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that only takes room. To remove messages the store must write, which a full disk doesn't
 * allow: then the ballast goes over board first. Nothing is taken in before it is there again.
 */
final class Ballast {

  private static final Logger LOG = LoggerFactory.getLogger(Ballast.class);

  /** Twice what the journal grows to, so that its content finds room where it belongs as well. */
  private static final int BYTES = 2 << 20;

  private static final int CHUNK = 64 << 10;

  private final Path file;
  private boolean held;

  Ballast(Path folder) {
    file = folder.resolve("reserve");
  }

  boolean held() {
    return held;
  }

  /** Takes the room, if it isn't taken; whether it is now. */
  boolean take() {
    if (!held) {
      try {
        fill();
        held = true;
      } catch (IOException e) {
        LOG.debug("{} cannot be filled: {}", file, e.toString());
        release();
      }
    }
    return held;
  }

  /** With what no file system makes smaller. */
  private void fill() throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] noise = new byte[CHUNK];
      Random random = new Random(1);
      out.seek(out.length());
      for (long size = out.length(); size < BYTES; size += CHUNK) {
        random.nextBytes(noise);
        out.write(noise);
      }
      out.getFD().sync();
    }
  }

  /** Gives the room back. */
  void release() {
    held = false;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} cannot be deleted: {}", file, e.toString());
    }
  }
}
