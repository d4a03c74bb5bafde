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
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern PLACE = Pattern.compile("(.*)@([0-9]{1,18})");
  private static final String ROTATED = "[.-][0-9T.-]+"; // behind the name: log.1, log-20261128
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path file;
  private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
  private ByteArrayOutputStream begun = new ByteArrayOutputStream(); // a line without its end
  private FileChannel channel;
  private String identity = "";
  private long offset; // behind the last whole line
  private boolean skipping; // the rest of a line that is too long
  private int halves; // not told yet
  private boolean rotated; // another has its name; its writer may still hold it

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
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches()) {
      return false;
    }
    long read = Long.parseLong(parts.group(2));
    Optional<Path> found = named(parts.group(1));
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
    identity = identity(path);
    offset = from;
    channel.position(offset);
    rotated = false;
    begun = new ByteArrayOutputStream();
    skipping = false;
  }

  private void beginNext(Path path) throws IOException {
    halves += begun.size() > 0 && !skipping ? 1 : 0;
    begin(path, 0);
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
        if (!some.isNothing()) {
          return Optional.of(some);
        }
        if (!followed()) {
          TimeUnit.MILLISECONDS.sleep(GLANCE_MS);
        }
      }
    } catch (IOException e) {
      throw failed(e);
    } catch (UncheckedIOException e) {
      throw failed(e.getCause());
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
        lines.add(text());
      }
      skipping = false;
      begun.reset();
      offset = position + i + 1;
    }
    if (lines.size() == TOGETHER) {
      channel.position(offset);
    }
    Some some = new Some(lines, Optional.of(identity + "@" + offset), tooLong, halves);
    halves = 0;
    return some;
  }

  private String text() {
    String line = begun.toString(UTF_8).strip();
    return offset == 0 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
  }

  /** Whether there is more to read: in the file that took this one's name, or from the start. */
  private boolean followed() throws IOException {
    if (channel.size() < channel.position()) {
      beginNext(file);
      return true;
    }
    if (channel.size() > channel.position()) {
      return true;
    }
    if (!Files.exists(file) || identity(file).equals(identity)) {
      return false;
    }
    if (!rotated) {
      rotated = true; // a last glance
      return false;
    }
    beginNext(following());
    return true;
  }

  /** Of the files that were rotated since this one the oldest, or the one that grows now. */
  private Path following() throws IOException {
    Optional<Path> own = named(identity);
    if (own.isEmpty()) {
      return file;
    }
    FileTime left = Files.getLastModifiedTime(own.get());
    List<Path> later = new ArrayList<>();
    try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
      for (Path each : beside.filter(this::isRotated).toList()) {
        if (!each.equals(own.get()) && Files.getLastModifiedTime(each).compareTo(left) > 0) {
          later.add(each);
        }
      }
    }
    return later.stream().min(Comparator.comparing(FileLines::modified)).orElse(file);
  }

  private boolean isRotated(Path path) {
    String base = file.getFileName().toString();
    String name = path.getFileName().toString();
    return Files.isRegularFile(path)
        && name.startsWith(base)
        && name.substring(base.length()).matches(ROTATED);
  }

  private static FileTime modified(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
