package io.fallow.gateway.queue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a queue. */
final class StoreFolder {

  private static final Logger LOG = LoggerFactory.getLogger(StoreFolder.class);
  private static final String NAME = "queue.db";
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(US_ASCII);
  private static final String FORMER = ".segment";
  private static final List<String> COMPANIONS = List.of("-wal", "-shm");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;

  StoreFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  /** The database; it may not be there. */
  Path file() {
    return folder.resolve(NAME);
  }

  /** What a store was writing when its process ended, if it was not closed. */
  Path journal() {
    return folder.resolve(NAME + "-wal");
  }

  /** Whether there is a database by its first bytes; SQLite itself overwrites what is shorter. */
  boolean isDatabase() throws IOException {
    byte[] head = new byte[MAGIC.length];
    try (InputStream in = Files.newInputStream(file())) {
      return in.readNBytes(head, 0, head.length) == head.length
          && Arrays.equals(head, MAGIC)
          && Files.size(file()) >= Store.PAGE_BYTES;
    }
  }

  /** A database that is to take the other one's place. */
  Path freshFile() {
    return folder.resolve(NAME + ".new");
  }

  /** Ends what a crash left half done. */
  void tidy() throws IOException {
    if (Files.exists(freshFile())) {
      if (Files.exists(file())) {
        remove(freshFile());
      } else {
        move(freshFile(), file());
      }
    }
  }

  /** Refuses what an earlier version of this program wrote. */
  void refuseFormerFormat() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long former = files.filter(file -> file.toString().endsWith(FORMER)).count();
      if (former > 0) {
        throw new QueueException(
            ("the queue %s holds %d files (*%s) of an earlier version: have that version deliver"
                    + " what is in them, or give that up, then delete them")
                .formatted(folder, former, FORMER));
      }
    }
  }

  /** A numbering later than any that began here, whatever the clock says. */
  long newEpoch(Clock clock, long former) throws IOException {
    long epoch = Math.max(Math.max(clock.millis(), 1), Math.max(former, lastEpoch()) + 1);
    Path next = folder.resolve("epoch.new");
    Files.write(next, Long.toString(epoch).getBytes(US_ASCII));
    sync(next, StandardOpenOption.WRITE);
    Files.move(
        next, epochFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(folder, StandardOpenOption.READ);
    return epoch;
  }

  private long lastEpoch() throws IOException {
    if (!Files.exists(epochFile())) {
      return 0;
    }
    try {
      return Long.parseLong(new String(Files.readAllBytes(epochFile()), US_ASCII).strip());
    } catch (NumberFormatException e) {
      LOG.error("{} is damaged: the clock alone numbers what is new", epochFile());
      return 0;
    }
  }

  private Path epochFile() {
    return folder.resolve("epoch");
  }

  /** Puts the fresh file into the place of the damaged one, which is kept under another name. */
  Path replace(Clock clock) throws IOException {
    String time = TIME.format(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Path aside = folder.resolve(NAME + ".damaged-" + time);
    for (int n = 2; Files.exists(aside); n++) {
      aside = folder.resolve(NAME + ".damaged-" + time + "-" + n);
    }
    move(file(), aside);
    move(freshFile(), file());
    sync(folder, StandardOpenOption.READ);
    return aside;
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to);
    for (String companion : COMPANIONS) {
      Path beside = beside(from, companion);
      if (Files.exists(beside)) {
        Files.move(beside, beside(to, companion));
      }
    }
  }

  /** Deletes a database with what lies beside it. */
  void remove(Path file) throws IOException {
    Files.deleteIfExists(file);
    for (String companion : COMPANIONS) {
      Files.deleteIfExists(beside(file, companion));
    }
  }

  private static Path beside(Path file, String companion) {
    return file.resolveSibling(file.getFileName() + companion);
  }

  /** Makes it durable. Not every system can for a folder: there the file system does it alone. */
  private static void sync(Path path, StandardOpenOption how) {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("{} cannot be forced: {}", path, e.toString());
    }
  }
}
