package io.fallow.sim.database;

import io.fallow.sim.machine.FileTree;
import io.fallow.sim.machine.FolderLock;
import io.fallow.sim.machine.MachineException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A TimescaleDB for a data folder: found, or made and started. It lives as long as this object, and
 * never longer than this JVM, also where that is killed; its data stays in the folder, and the next
 * start continues with it. A server of our own that dies meanwhile is started again.
 *
 * <p>All methods block. One JVM at a time uses a folder.
 */
public final class LocalTimescale implements AutoCloseable {
  private final LocalTimescaleConfig config;
  private final FolderLock lock;
  private final Server server;
  private final Revival revival;

  private LocalTimescale(LocalTimescaleConfig config, FolderLock lock, Server server) {
    this.config = config;
    this.lock = lock;
    this.server = server;
    this.revival = new Revival(server);
  }

  /**
   * How to reach the database.
   *
   * @param provenance version, edition and origin, for a person
   */
  public record Connection(String jdbcUrl, String user, String password, String provenance) {
    /** Our own database of our own server, on this machine. */
    static Connection local(int port, String password) {
      return at("127.0.0.1", port, password);
    }

    static Connection at(String host, int port, String password) {
      String url = "jdbc:postgresql://" + host + ":" + port + "/" + Cluster.OWNER;
      return new Connection(url, Cluster.OWNER, password, "");
    }

    /** Of a connection that {@link #at} made. */
    int port() {
      return Integer.parseInt(jdbcUrl.replaceFirst("^.*:(\\d+)/.*$", "$1"));
    }

    Connection from(String newProvenance) {
      return new Connection(jdbcUrl, user, password, newProvenance);
    }

    /** Another database of the same server. */
    Connection database(String name) {
      return new Connection(
          jdbcUrl.replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"), user, password, provenance);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return jdbcUrl + " as " + user + ", " + provenance;
    }
  }

  /**
   * Comes by a TimescaleDB in one of the configured ways and waits until it answers. The first time
   * that can take a minute or more, as there is much to download.
   *
   * @throws LocalTimescaleException where there is no way, the folder is in use, or the database
   *     cannot be started; its message is for a person
   */
  public static LocalTimescale start(LocalTimescaleConfig asked) {
    try {
      return open(asked);
    } catch (LocalTimescaleException e) {
      throw e;
    } catch (MachineException e) {
      throw new LocalTimescaleException(e.getMessage(), e);
    }
  }

  private static LocalTimescale open(LocalTimescaleConfig asked) {
    LocalTimescaleConfig config = asked.at(FileTree.makePassable(asked.home()));
    FileTree.makePassable(config.folder());
    FolderLock lock =
        FolderLock.tryHold(config.folder())
            .orElseThrow(
                () -> new LocalTimescaleException("another Fallow is running in " + config.home()));
    try {
      Server server = Ways.first(config);
      ConnectionFile.current(config.folder()).write(server.connection());
      return new LocalTimescale(config, lock, server);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** The database that another process runs in a data folder, if it answers. */
  public static Optional<Connection> running(Path home) {
    return ConnectionFile.current(home.toAbsolutePath().normalize().resolve("database"))
        .read()
        .filter(LocalTimescale::answers);
  }

  private static boolean answers(Connection connection) {
    try (Session session = Session.open(connection)) {
      return session.text("SELECT 1").isPresent();
    } catch (SQLException e) {
      return false;
    }
  }

  public Connection connection() {
    return server.connection();
  }

  public String jdbcUrl() {
    return connection().jdbcUrl();
  }

  public String user() {
    return connection().user();
  }

  public String password() {
    return connection().password();
  }

  /**
   * Such as {@code TimescaleDB 2.19.3 (Apache-2) on PostgreSQL 17.6, from Debian packages in …}.
   */
  public String provenance() {
    return connection().provenance();
  }

  /**
   * The process at the top of the server's tree, whose CPU may be counted; absent where the server
   * is the user's own.
   */
  public OptionalLong pid() {
    return server.pid();
  }

  /** Ends the server at once ({@code kill -9} of all its processes); it stays away. */
  public void kill() {
    server.kill();
  }

  /** Starts the server again after {@link #kill}, where it was; it recovers its data. */
  public void resume() {
    server.start();
  }

  Server server() {
    return server;
  }

  /** Stops the database, unless it is the user's own, and lets go of the folder. */
  @Override
  public void close() {
    try (lock;
        revival) {
      ConnectionFile.current(config.folder()).delete();
      server.close();
    }
  }
}
