package io.fallow.sim.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a demo world begins: all that must be kept to work out again what its machines did.
 *
 * @param seed of all its devices
 * @param start of its history, to the second
 * @param begun when it was first started: the end of its history, to the second
 */
public record WorldStart(long seed, Instant start, Instant begun) {

  /** Rounds the instants down and checks their order. */
  public WorldStart {
    start = start.truncatedTo(ChronoUnit.SECONDS);
    begun = begun.truncatedTo(ChronoUnit.SECONDS);
    if (begun.isBefore(start)) {
      throw new IllegalArgumentException("a world begins no earlier than its history");
    }
  }

  /** A world that is first started now. */
  public static WorldStart now(long seed, Duration history, Instant now) {
    return new WorldStart(seed, now.minus(history), now);
  }

  /** The world that was begun in this file, if one was. */
  public static Optional<WorldStart> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties kept = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      kept.load(in);
      return Optional.of(
          new WorldStart(
              Long.parseLong(kept.getProperty("seed", "")),
              Instant.parse(kept.getProperty("start", "")),
              Instant.parse(kept.getProperty("begun", ""))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalStateException(file + " does not say seed, start and begun", e);
    }
  }

  /**
   * The world that was begun in this file, or else this one, which the file then keeps.
   *
   * @throws UncheckedIOException if the file can be neither read nor written
   */
  public WorldStart orKeptIn(Path file) {
    return read(file).orElseGet(() -> keep(file));
  }

  private WorldStart keep(Path file) {
    Properties kept = new Properties();
    kept.setProperty("seed", Long.toString(seed));
    kept.setProperty("start", start.toString());
    kept.setProperty("begun", begun.toString());
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path made = file.resolveSibling(file.getFileName() + ".new");
      try (OutputStream out = Files.newOutputStream(made)) {
        kept.store(out, "The demo world");
      }
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }
}
