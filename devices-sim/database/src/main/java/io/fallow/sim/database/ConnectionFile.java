package io.fallow.sim.database;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/** How to reach a database, in a file for its owner's eyes. */
record ConnectionFile(Path file) {
  /** The database that runs now, whichever it is: for other commands to attach to. */
  static ConnectionFile current(Path folder) {
    return new ConnectionFile(folder.resolve("connection.properties"));
  }

  /** Keeps port and password of our own server between its runs. */
  static ConnectionFile kept(Path folder, String server) {
    return new ConnectionFile(folder.resolve(server + ".properties"));
  }

  Optional<LocalTimescale.Connection> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties it = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      it.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new LocalTimescaleException("cannot read " + file + ": " + e, e);
    }
    return Optional.of(
        new LocalTimescale.Connection(
            text(it, "url"), text(it, "user"), text(it, "password"), text(it, "provenance")));
  }

  private String text(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new LocalTimescaleException(file + " lacks " + key);
    }
    return value;
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new LocalTimescaleException("cannot delete " + file + ": " + e, e);
    }
  }

  /** Whole or not at all, and never readable for others. */
  void write(LocalTimescale.Connection connection) {
    Properties properties = new Properties();
    properties.setProperty("url", connection.jdbcUrl());
    properties.setProperty("user", connection.user());
    properties.setProperty("password", connection.password());
    properties.setProperty("provenance", connection.provenance());
    StringWriter text = new StringWriter();
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      properties.store(text, "Fallow's local database");
      Files.deleteIfExists(part);
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(part, text.toString(), StandardOpenOption.WRITE);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LocalTimescaleException("cannot write " + file + ": " + e, e);
    }
  }
}
