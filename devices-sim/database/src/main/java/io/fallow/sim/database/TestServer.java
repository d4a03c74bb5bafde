package io.fallow.sim.database;

import io.fallow.sim.machine.Attempt;
import io.fallow.sim.machine.DockerEngine;
import io.fallow.sim.machine.FileTree;
import io.fallow.sim.machine.MachineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one server that all tests of a JVM share; it goes with the JVM. */
final class TestServer {
  private static final Logger LOG = LoggerFactory.getLogger(TestServer.class);

  /** What tests store need not survive a power failure. */
  private static final Map<String, String> SETTINGS =
      Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off");

  private TestServer() {}

  /** Made at first use; a failure is kept, so that every test names it. */
  private static final class Holder {
    private static final Attempt<Server> SERVER = tryStart();
  }

  static Server shared() {
    return Holder.SERVER.fold(
        server -> server,
        what -> {
          throw new LocalTimescaleException(what);
        });
  }

  private static Attempt<Server> tryStart() {
    try {
      return Attempt.found(DockerEngine.answers() ? container() : local());
    } catch (MachineException e) {
      LOG.error("tests have no database", e);
      return Attempt.missing(String.valueOf(e.getMessage()));
    }
  }

  private static Server container() {
    String named = System.getenv().getOrDefault("FALLOW_TEST_DATABASE_IMAGE", "");
    String image = named.isBlank() ? ContainerServer.IMAGE : named;
    Server server = ContainerServer.temporary(image, SETTINGS);
    LOG.info("tests run on Testcontainers image {}: {}", image, server.connection().provenance());
    atExit(server::close);
    return server;
  }

  private static Server local() {
    Path home = temporaryFolder();
    LocalTimescaleConfig config =
        new LocalTimescaleConfig(
            home,
            System.getenv(),
            List.of(Way.INSTALLED, Way.DEBIAN_PACKAGES),
            SETTINGS,
            LOG::info);
    LocalTimescale database = LocalTimescale.start(config);
    LOG.info("tests run without Docker on {}", database.provenance());
    atExit(
        () -> {
          database.close();
          FileTree.delete(home);
        });
    return database.server();
  }

  private static void atExit(Runnable work) {
    Runtime.getRuntime().addShutdownHook(new Thread(work, "stop-test-database"));
  }

  private static Path temporaryFolder() {
    try {
      Path home = Files.createTempDirectory("fallow-test-");
      FileTree.mode(home, "rwx--x--x");
      return home;
    } catch (IOException e) {
      throw new LocalTimescaleException("cannot make a temporary folder: " + e, e);
    }
  }
}
