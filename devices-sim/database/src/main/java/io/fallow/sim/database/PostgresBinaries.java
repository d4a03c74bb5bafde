package io.fallow.sim.database;

import io.fallow.sim.machine.Command;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A PostgreSQL with TimescaleDB that can be started.
 *
 * @param folder of {@code postgres} and {@code initdb}
 * @param origin where it came from, to follow "from"
 */
record PostgresBinaries(Path folder, String origin) {
  Path server() {
    return folder.resolve("postgres");
  }

  Path initdb() {
    return folder.resolve("initdb");
  }

  /** Such as 17. */
  int majorVersion() {
    String text = Command.of(server().toString(), "-V").orFail("asking PostgreSQL for its version");
    String number = text.strip().replaceFirst("^\\D*(\\d+).*$", "$1");
    return Integer.parseInt(number);
  }

  /** The extension's description file, where PostgreSQL looks for it: relative to its programs. */
  boolean hasTimescale() {
    return Files.isRegularFile(extensions().resolve("timescaledb.control"));
  }

  private Path extensions() {
    Path config = folder.resolve("pg_config");
    if (Files.isExecutable(config)) {
      Command.Result share = Command.of(config.toString(), "--sharedir").run();
      if (share.ok()) {
        return Path.of(share.output().strip(), "extension");
      }
    }
    Path version = folder.getParent();
    return folder
        .resolve("../../../../share/postgresql/" + version.getFileName() + "/extension")
        .normalize();
  }
}
