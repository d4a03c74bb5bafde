package io.fallow.sim.local;

import io.fallow.sim.database.LocalTimescale;
import io.fallow.sim.database.LocalTimescaleConfig;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.DatabaseConfig;
import java.nio.file.Files;
import java.util.Optional;

/** The home folder's database for a command: the running stack's, or started for the while. */
final class AttachedDatabase implements AutoCloseable {

  private static final int CONNECTIONS = 2;

  private final Optional<LocalTimescale> started;
  private final Database database;

  private AttachedDatabase(Optional<LocalTimescale> started, Database database) {
    this.started = started;
    this.database = database;
  }

  static AttachedDatabase of(LocalConfig config) {
    if (!Files.isDirectory(config.home())) {
      throw new StartException("Fallow has never run on " + config.home() + ".");
    }
    Optional<LocalTimescale.Connection> running = LocalTimescale.running(config.home());
    if (running.isPresent()) {
      return new AttachedDatabase(Optional.empty(), open(running.get(), "command", CONNECTIONS));
    }
    LocalTimescale own =
        LocalTimescale.start(
            LocalTimescaleConfig.of(config.home(), config.env(), System.err::println));
    Database database = open(own.connection(), "command", CONNECTIONS);
    return new AttachedDatabase(Optional.of(own), database);
  }

  static Database open(LocalTimescale.Connection connection, String name, int connections) {
    return Database.open(config(connection, name, connections));
  }

  static DatabaseConfig config(LocalTimescale.Connection connection, String name, int connections) {
    return new DatabaseConfig(
        name, connection.jdbcUrl(), connection.user(), connection.password(), connections);
  }

  Database database() {
    return database;
  }

  @Override
  public void close() {
    database.close();
    started.ifPresent(LocalTimescale::close);
  }
}
