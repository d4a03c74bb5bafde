package io.fallow.gateway.source.lines;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fallow.gateway.source.SourceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A file that grows. It may be rotated: renamed and begun anew, or cut. A place is the file's
 * identity and how far it was read, so that the end of one that was renamed meanwhile is found
 * again beside the new one. A line counts when its end is there.
 */
final class FileLines implements Lines {

  private static final int TOGETHER = 200; // lines
  private static final int LONGEST = 1 << 16; // bytes
  private static final long GLANCE_MS = 300;

  private final Path file;
  private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
  private ByteArrayOutputStream begun = new ByteArrayOutputStream(); // a line without its end
  private FileChannel channel;
  private String identity = "";
  private long offset; // behind the last whole line
  private boolean skipping; // the rest of a line that is too long

  FileLines(Path file) {
    this.file = file;
  }

  @Override
  public String describe() {
    return file.toString();
  }

  @Override
  public void open(Optional<String> place) throws SourceException {
    try {
      if (place.isEmpty() || !openedAgain(place.get())) {
        begin(file, 0);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Where the place says, under whatever name the file has now. */
  private boolean openedAgain(String place) throws IOException {
    int colon = place.lastIndexOf('@');
    String wanted = place.substring(0, Math.max(0, colon));
    long read = Long.parseLong(place.substring(colon + 1));
    Optional<Path> found = named(wanted);
    if (found.isEmpty() || Files.size(found.get()) < read) {
      return false;
    }
    begin(found.get(), read);
    return true;
  }

  private Optional<Path> named(String wanted) throws IOException {
    if (Files.exists(file) && identity(file).equals(wanted)) {
      return Optional.of(file);
    }
    try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
      for (Path each : beside.filter(Files::isRegularFile).toList()) {
        if (identity(each).equals(wanted)) {
          return Optional.of(each);
        }
      }
    }
    return Optional.empty();
  }

  private void begin(Path path, long from) throws IOException {
    close();
    channel = FileChannel.open(path);
    channel.position(from);
    identity = identity(path);
    offset = from;
    begun = new ByteArrayOutputStream();
    skipping = false;
  }

  /** What stays the same when a file is renamed, and differs from that of any other file. */
  private static String identity(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    Object key = attributes.fileKey();
    return key != null ? key.toString() : attributes.creationTime().toString();
  }

  @Override
  public Optional<Some> next() throws SourceException, InterruptedException {
    try {
      while (true) {
        Some some = read();
        if (!some.lines().isEmpty() || some.tooLong() > 0) {
          return Optional.of(some);
        }
        if (!followed()) {
          TimeUnit.MILLISECONDS.sleep(GLANCE_MS);
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Some read() throws IOException {
    List<String> lines = new ArrayList<>();
    int tooLong = 0;
    long position = channel.position();
    buffer.clear();
    int count = channel.read(buffer);
    for (int i = 0; i < count && lines.size() < TOGETHER; i++) {
      byte each = buffer.get(i);
      if (each != '\n') {
        if (begun.size() < LONGEST) {
          begun.write(each);
        } else if (!skipping) {
          skipping = true;
          tooLong++;
        }
        continue;
      }
      if (!skipping) {
        lines.add(begun.toString(UTF_8).strip());
      }
      skipping = false;
      begun.reset();
      offset = position + i + 1;
    }
    if (lines.size() == TOGETHER) {
      channel.position(offset);
    }
    return new Some(lines, Optional.of(identity + "@" + offset), tooLong);
  }

  /** Whether there is more to read: in the file that took this one's name, or from the start. */
  private boolean followed() throws IOException {
    if (channel.size() < offset) {
      begin(file, 0);
      return true;
    }
    if (channel.size() > channel.position()) {
      return true;
    }
    if (!Files.exists(file) || identity(file).equals(identity)) {
      return false;
    }
    begin(file, 0);
    return true;
  }

  private SourceException failed(IOException e) {
    return new SourceException(file + " cannot be read: " + e, e);
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
