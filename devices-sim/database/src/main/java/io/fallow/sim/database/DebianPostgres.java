package io.fallow.sim.database;

import io.fallow.sim.machine.DebianProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** PostgreSQL with TimescaleDB as Debian packages it. */
final class DebianPostgres {
  private static final String VERSION = "17";
  private static final String PROGRAMS = "usr/lib/postgresql/" + VERSION + "/bin";

  /** Unpacked only because others depend on them: compiling queries is off, Perl is for admins. */
  private static final Pattern NOT_NEEDED =
      Pattern.compile("(libllvm|libz3|perl|libperl|locales|libc-l10n)[^/]*\\.deb");

  static final DebianProgram PROGRAM =
      new DebianProgram(
          "postgresql-" + VERSION + "-%s-1",
          "TimescaleDB on PostgreSQL " + VERSION,
          100,
          List.of("postgresql-" + VERSION + "-timescaledb"),
          NOT_NEEDED,
          List.of(PROGRAMS + "/postgres", PROGRAMS + "/initdb"));

  private DebianPostgres() {}

  static PostgresBinaries in(Path root) {
    return new PostgresBinaries(root.resolve(PROGRAMS), "Debian packages in " + root.getParent());
  }
}
