package io.fallow.sim.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.sim.machine.CacheFolder;
import io.fallow.sim.machine.Command;
import io.fallow.sim.machine.DebianPackages;
import io.fallow.sim.machine.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LocalTimescaleIT {
  private static final Logger LOG = LoggerFactory.getLogger(LocalTimescaleIT.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Spares the disk: no test pulls the plug. */
  private static final Map<String, String> NO_SYNC = Map.of("fsync", "off");

  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createTempDirectory("fallow-home-");
    FileTree.mode(home, "rwxr-xr-x");
  }

  @AfterEach
  void deleteHome() {
    FileTree.delete(home);
  }

  @Test
  void continuesWithTheDataOfTheFirstStart() throws SQLException {
    try (LocalTimescale first = start(home)) {
      LOG.info("started {}", first.provenance());
      assertThat(first.provenance()).startsWith("TimescaleDB ").contains(" on PostgreSQL ");
      remember(first.connection(), 7);
    }
    try (LocalTimescale second = start(home)) {
      assertThat(remembered(second.connection())).isEqualTo("7");
    }
  }

  @Test
  void letsOtherProcessesAttachWhileItRuns() throws IOException {
    assertThat(LocalTimescale.running(home)).isEmpty();
    try (LocalTimescale database = start(home)) {
      assertThat(LocalTimescale.running(home)).contains(database.connection());
      for (String file : List.of("connection.properties", "cluster.properties")) {
        Path secret = home.resolve("database").resolve(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
            .isEqualTo("rw-------");
      }
    }
    assertThat(LocalTimescale.running(home)).isEmpty();
  }

  @Test
  void refusesAFolderThatIsInUse() {
    try (LocalTimescale first = start(home)) {
      assertThat(first.jdbcUrl()).contains("127.0.0.1");
      assertThatThrownBy(() -> start(home))
          .isInstanceOf(LocalTimescaleException.class)
          .hasMessageContaining("another Fallow is running in " + home);
    }
  }

  @Test
  void leavesNothingRunningWhenTheJvmIsKilled() throws Exception {
    try (StartedElsewhere other = StartedElsewhere.start(home)) {
      LocalTimescale.Connection connection = LocalTimescale.running(home).orElseThrow();
      remember(connection, 8);
      List<ProcessHandle> below = other.handle().descendants().toList();
      assertThat(below).hasSizeGreaterThan(2);

      other.kill();

      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(below).noneMatch(ProcessHandle::isAlive));
    }
    assertThat(LocalTimescale.running(home)).isEmpty();
  }

  @Test
  void healsAtOnceAfterTheJvmWasKilled() throws Exception {
    try (StartedElsewhere other = StartedElsewhere.start(home)) {
      remember(LocalTimescale.running(home).orElseThrow(), 9);
      other.kill();
      try (LocalTimescale next = start(home)) {
        assertThat(remembered(next.connection())).isEqualTo("9");
      }
    }
  }

  @Test
  void startsAServerAgainThatWasKilledOnTheSamePort() throws Exception {
    try (LocalTimescale database = start(home)) {
      remember(database.connection(), 11);
      String pid = Files.readAllLines(home.resolve("database/cluster/postmaster.pid")).get(0);
      ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();

      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(remembered(database.connection())).isEqualTo("11"));
      assertThat(Files.readAllLines(home.resolve("database/cluster/postmaster.pid")).get(0))
          .isNotEqualTo(pid);
    }
  }

  @Test
  void healsAfterTheMachineWentDown() throws Exception {
    try (StartedElsewhere other = StartedElsewhere.start(home)) {
      remember(LocalTimescale.running(home).orElseThrow(), 10);
      List<ProcessHandle> below = other.handle().descendants().toList();
      other.kill();
      below.forEach(ProcessHandle::destroyForcibly);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> below.stream().noneMatch(ProcessHandle::isAlive));
    }
    leaveALockFileOfAnotherProgram();
    try (LocalTimescale next = start(home)) {
      assertThat(remembered(next.connection())).isEqualTo("10");
    }
  }

  @Test
  void stopsWhenItsSupervisorIsKilled() throws Exception {
    try (StartedElsewhere other = StartedElsewhere.start(home)) {
      List<ProcessHandle> below = other.handle().descendants().toList();
      assertThat(below).hasSizeGreaterThan(2);

      other.handle().children().forEach(ProcessHandle::destroyForcibly);

      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(below).noneMatch(ProcessHandle::isAlive));
    }
  }

  @Test
  void isOutOfReachOfACtrlCInTheTerminal() throws Exception {
    try (StartedElsewhere other = StartedElsewhere.start(home)) {
      String session = session(other.handle());
      assertThat(other.handle().descendants().map(LocalTimescaleIT::session))
          .doesNotContain(session);
    }
  }

  @Test
  void worksInAFolderThatTheServersUserCannotEnter() throws Exception {
    Path closed = Files.createDirectory(home.resolve("closed"));
    FileTree.mode(closed, "rwx------");
    Path inside = closed.resolve("home");
    try (LocalTimescale database = start(inside)) {
      remember(database.connection(), 11);
    }
    try (LocalTimescale again = start(inside)) {
      assertThat(remembered(again.connection())).isEqualTo("11");
    } finally {
      FileTree.delete(
          Path.of("/var/lib/fallow", Cluster.digest(inside.resolve("database").toRealPath())));
    }
  }

  @Test
  void takesTheDatabaseThatTheUserNames() throws SQLException {
    try (TestDatabase given = TestDatabase.create()) {
      Map<String, String> env = new HashMap<>(System.getenv());
      env.put("FALLOW_DB_URL", given.jdbcUrl());
      env.put("FALLOW_DB_USER", given.user());
      env.put("FALLOW_DB_PASSWORD", given.password());
      try (LocalTimescale database = start(home, env, Way.ALL)) {
        assertThat(database.jdbcUrl()).isEqualTo(given.jdbcUrl());
        assertThat(database.provenance()).startsWith("TimescaleDB ").endsWith("from FALLOW_DB_URL");
        remember(database.connection(), 12);
      }
      assertThat(
              remembered(
                  new LocalTimescale.Connection(
                      given.jdbcUrl(), given.user(), given.password(), "")))
          .isEqualTo("12");
    }
  }

  @Test
  void takesNoOtherDatabaseThanTheOneThatTheUserNames() {
    Map<String, String> env = new HashMap<>(System.getenv());
    env.put("FALLOW_DB_URL", "jdbc:postgresql://127.0.0.1:1/fallow");
    env.put("FALLOW_DB_USER", "fallow");

    assertThatThrownBy(() -> start(home, env, Way.ALL))
        .isInstanceOf(LocalTimescaleException.class)
        .hasMessageContaining("FALLOW_DB_URL names a database that cannot be used");
  }

  @Test
  void usesAnInstalledPostgresThatHasTheExtension() throws SQLException {
    PostgresBinaries unpacked = unpackedPackages();
    Map<String, String> env = new HashMap<>(System.getenv());
    env.put("PATH", unpacked.folder() + ":" + env.get("PATH"));
    try (LocalTimescale database = start(home, env, List.of(Way.INSTALLED))) {
      assertThat(database.provenance())
          .endsWith("from this machine's PostgreSQL in " + unpacked.folder());
      remember(database.connection(), 13);
    }
  }

  @Test
  void saysSoWhenThePasswordIsGone() throws IOException {
    start(home).close();
    Files.delete(home.resolve("database/cluster.properties"));

    assertThatThrownBy(() -> start(home))
        .isInstanceOf(LocalTimescaleException.class)
        .hasMessageContaining("cluster.properties back");
  }

  private static LocalTimescale start(Path home) {
    return start(home, System.getenv(), List.of(Way.INSTALLED, Way.DEBIAN_PACKAGES));
  }

  private static LocalTimescale start(Path home, Map<String, String> env, List<Way> ways) {
    return LocalTimescale.start(new LocalTimescaleConfig(home, env, ways, NO_SYNC, LOG::info));
  }

  private PostgresBinaries unpackedPackages() {
    Map<String, String> env = System.getenv();
    return new DebianPackages(DebianPostgres.PROGRAM, CacheFolder.ours(env), env, LOG::info)
        .provide()
        .fold(
            DebianPostgres::in,
            what -> {
              throw new AssertionError(what);
            });
  }

  /** As if, after a restart, the number of the old server were this program's. */
  private void leaveALockFileOfAnotherProgram() throws IOException {
    Path file = home.resolve("database/cluster/postmaster.pid");
    List<String> lines = Files.readAllLines(file);
    lines.set(0, Long.toString(ProcessHandle.current().pid()));
    Files.write(file, lines);
  }

  private static String session(ProcessHandle process) {
    return Command.of("ps", "-o", "sid=", "-p", Long.toString(process.pid()))
        .run()
        .output()
        .strip();
  }

  private static void remember(LocalTimescale.Connection connection, int number)
      throws SQLException {
    try (Session session = Session.open(connection)) {
      session.execute("CREATE TABLE remembered AS SELECT " + number + " AS n");
    }
  }

  private static String remembered(LocalTimescale.Connection connection) throws SQLException {
    try (Session session = Session.open(connection)) {
      return session.text("SELECT n FROM remembered").orElseThrow();
    }
  }
}
