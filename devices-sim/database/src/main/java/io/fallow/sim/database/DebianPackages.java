package io.fallow.sim.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Takes PostgreSQL and TimescaleDB from Debian's packages, unpacked into a cache folder: no root
 * needed, nothing installed. The first time it downloads about 100 MB.
 */
final class DebianPackages {
  private static final String RELEASE = "trixie";
  private static final String VERSION = "17";

  /** The last part changes when what is made of the packages changes. */
  private static final String NAME = "debian-" + RELEASE + "-postgresql-" + VERSION + "-%s-1";

  /** Unpacked only because others depend on them: compiling queries is off, Perl is for admins. */
  private static final Pattern NOT_NEEDED =
      Pattern.compile("(libllvm|libz3|perl|libperl|locales|libc-l10n)[^/]*\\.deb");

  /** Processors by Debian's name, with the folder of their libraries and their loader. */
  private record Platform(String libraries, String loader) {
    static final Map<String, Platform> BY_NAME =
        Map.of(
            "amd64", new Platform("x86_64-linux-gnu", "ld-linux-x86-64.so.2"),
            "arm64", new Platform("aarch64-linux-gnu", "ld-linux-aarch64.so.1"));
  }

  private final Path cache;
  private final Map<String, String> env;
  private final Consumer<String> progress;

  DebianPackages(Path cache, LocalTimescaleConfig config) {
    this.cache = cache;
    this.env = config.env();
    this.progress = config.progress();
  }

  Attempt<PostgresBinaries> provide() {
    for (String tool : List.of("apt-get", "dpkg", "dpkg-deb")) {
      if (Command.find(tool, env).isEmpty()) {
        return Attempt.missing("this is no Debian: there is no " + tool);
      }
    }
    String name =
        Command.of("dpkg", "--print-architecture").orFail("asking for the processor").strip();
    Platform platform = Platform.BY_NAME.get(name);
    if (platform == null) {
      return Attempt.missing("there is no way to start them on " + name);
    }
    Path folder = cache.resolve(NAME.formatted(name));
    try {
      return unpacked(folder).map(Attempt::found).orElseGet(() -> makeOnce(folder, platform));
    } catch (LocalTimescaleException e) {
      return Attempt.missing(e.getMessage());
    }
  }

  private static Optional<PostgresBinaries> unpacked(Path folder) {
    PostgresBinaries it =
        new PostgresBinaries(
            folder.resolve("root/usr/lib/postgresql/" + VERSION + "/bin"),
            "Debian packages in " + folder);
    return Files.isExecutable(it.server()) ? Optional.of(it) : Optional.empty();
  }

  /** One process makes it, others wait for that and use it. */
  private Attempt<PostgresBinaries> makeOnce(Path folder, Platform platform) {
    synchronized (DebianPackages.class) {
      return makeLocked(folder, platform);
    }
  }

  private Attempt<PostgresBinaries> makeLocked(Path folder, Platform platform) {
    FileTree.makePassable(cache);
    FolderLock lock = FolderLock.hold(cache);
    try {
      return unpacked(folder).map(Attempt::found).orElseGet(() -> makeCleanly(folder, platform));
    } finally {
      lock.close();
    }
  }

  private Attempt<PostgresBinaries> makeCleanly(Path folder, Platform platform) {
    Path work = folder.resolveSibling(folder.getFileName() + ".part");
    FileTree.delete(work);
    try {
      return make(work, folder, platform);
    } catch (IOException e) {
      return Attempt.missing("unpacking into " + cache + " failed: " + e);
    } finally {
      FileTree.delete(work);
    }
  }

  private Attempt<PostgresBinaries> make(Path work, Path folder, Platform platform)
      throws IOException {
    if (!Files.isReadable(PrivateApt.KEYRING)) {
      return Attempt.missing(
          "there is no " + PrivateApt.KEYRING + " (package debian-archive-keyring)");
    }
    Set<String> mirrors = PrivateApt.mirrors();
    if (mirrors.isEmpty()) {
      return Attempt.missing("apt is not configured with a Debian mirror");
    }
    FileTree.makePassable(work);
    progress.accept(
        "Downloading TimescaleDB on PostgreSQL "
            + VERSION
            + " from Debian's packages (about 100 MB, once) ...");
    Attempt<List<Path>> packages = download(work.resolve("apt"), mirrors);
    if (packages instanceof Attempt.Found<List<Path>> found) {
      unpack(found.thing(), work.resolve("root"), platform);
      FileTree.delete(work.resolve("apt"));
      Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    return packages.then(
        done ->
            unpacked(folder)
                .map(Attempt::found)
                .orElseGet(() -> Attempt.missing("the packages hold no PostgreSQL " + VERSION)));
  }

  private static Attempt<List<Path>> download(Path folder, Set<String> mirrors) throws IOException {
    Attempt<List<Path>> last = Attempt.missing("no mirror");
    for (String mirror : mirrors) {
      Attempt<PrivateApt> apt = PrivateApt.open(folder, mirror, RELEASE);
      if (apt instanceof Attempt.Found<PrivateApt> found) {
        return found.thing().download(List.of("postgresql-" + VERSION + "-timescaledb", "libc6"));
      }
      last = apt.then(it -> Attempt.missing(""));
    }
    return last;
  }

  private void unpack(List<Path> packages, Path root, Platform platform) throws IOException {
    progress.accept("Unpacking ...");
    for (Path deb : packages) {
      if (!NOT_NEEDED.matcher(deb.getFileName().toString()).matches()) {
        Command.of("dpkg-deb", "-x", deb.toString(), root.toString())
            .orFail("unpacking " + deb.getFileName());
      }
    }
    for (String program : List.of("postgres", "initdb")) {
      wrap(root.resolve("usr/lib/postgresql/" + VERSION + "/bin/" + program), platform);
    }
  }

  /**
   * The programs need the C library of their own release, which this machine's loader does not
   * take: so each is started by the loader that came with them. Paths are relative, as the folder
   * moves.
   */
  private static void wrap(Path program, Platform platform) throws IOException {
    Files.move(program, program.resolveSibling(program.getFileName() + ".bin"));
    Files.writeString(
        program,
        """
        #!/bin/sh
        root="${0%%/*}/../../../../.."
        libraries="$root/usr/lib/%s"
        exec "$libraries/%s" --library-path "$libraries" --argv0 "$0" "$0.bin" "$@"
        """
            .formatted(platform.libraries(), platform.loader()));
    FileTree.mode(program, "rwxr-xr-x");
  }
}
