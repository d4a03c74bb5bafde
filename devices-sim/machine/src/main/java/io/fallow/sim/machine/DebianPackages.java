package io.fallow.sim.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes a program from Debian's packages, unpacked into a cache folder: no root needed, nothing
 * installed. The first time it downloads them. Blocks.
 */
public final class DebianPackages {
  private static final String RELEASE = "trixie";

  /** Processors by Debian's name, with the folder of their libraries and their loader. */
  private record Platform(String libraries, String loader) {
    static final Map<String, Platform> BY_NAME =
        Map.of(
            "amd64", new Platform("x86_64-linux-gnu", "ld-linux-x86-64.so.2"),
            "arm64", new Platform("aarch64-linux-gnu", "ld-linux-aarch64.so.1"));
  }

  private final DebianProgram wanted;
  private final Path cache;
  private final Map<String, String> env;
  private final Consumer<String> progress;

  /**
   * @param cache folder of all downloads; made if missing
   * @param progress is told in a line what takes long
   */
  public DebianPackages(
      DebianProgram wanted, Path cache, Map<String, String> env, Consumer<String> progress) {
    this.wanted = wanted;
    this.cache = cache;
    this.env = env;
    this.progress = progress;
  }

  /** The root folder that the packages are unpacked in: {@code usr} and its like lie there. */
  public Attempt<Path> provide() {
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
    Path folder = cache.resolve("debian-" + RELEASE + "-" + wanted.name().formatted(name));
    try {
      return unpacked(folder).map(Attempt::found).orElseGet(() -> makeOnce(folder, platform));
    } catch (MachineException e) {
      return Attempt.missing(e.getMessage());
    }
  }

  private Optional<Path> unpacked(Path folder) {
    Path root = folder.resolve("root");
    return Files.isExecutable(root.resolve(wanted.programs().get(0)))
        ? Optional.of(root)
        : Optional.empty();
  }

  /** One process makes it, others wait for that and use it. */
  private Attempt<Path> makeOnce(Path folder, Platform platform) {
    synchronized (DebianPackages.class) {
      return makeLocked(folder, platform);
    }
  }

  private Attempt<Path> makeLocked(Path folder, Platform platform) {
    FileTree.makePassable(cache);
    FolderLock lock = FolderLock.hold(cache);
    try {
      return unpacked(folder).map(Attempt::found).orElseGet(() -> makeCleanly(folder, platform));
    } finally {
      lock.close();
    }
  }

  private Attempt<Path> makeCleanly(Path folder, Platform platform) {
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

  private Attempt<Path> make(Path work, Path folder, Platform platform) throws IOException {
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
        "Downloading %s from Debian's packages (about %d MB, once) ..."
            .formatted(wanted.title(), wanted.megabytes()));
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
                .orElseGet(
                    () -> Attempt.missing("the packages hold no " + wanted.programs().get(0))));
  }

  private Attempt<List<Path>> download(Path folder, Set<String> mirrors) throws IOException {
    Attempt<List<Path>> last = Attempt.missing("no mirror");
    for (String mirror : mirrors) {
      Attempt<PrivateApt> apt = PrivateApt.open(folder, mirror, RELEASE);
      if (apt instanceof Attempt.Found<PrivateApt> found) {
        return found.thing().download(withLibrary());
      }
      last = apt.then(it -> Attempt.missing(""));
    }
    return last;
  }

  private List<String> withLibrary() {
    return Stream.concat(wanted.packages().stream(), Stream.of("libc6")).toList();
  }

  private void unpack(List<Path> packages, Path root, Platform platform) throws IOException {
    progress.accept("Unpacking ...");
    for (Path deb : packages) {
      if (!wanted.notNeeded().matcher(deb.getFileName().toString()).matches()) {
        Command.of("dpkg-deb", "-x", deb.toString(), root.toString())
            .orFail("unpacking " + deb.getFileName());
      }
    }
    for (String program : wanted.programs()) {
      wrap(root, program, platform);
    }
  }

  /**
   * The programs need the C library of their own release, which this machine's loader does not
   * take: so each is started by the loader that came with them. Paths are relative, as the folder
   * moves.
   */
  private static void wrap(Path root, String path, Platform platform) throws IOException {
    Path program = root.resolve(path);
    String up = "/..".repeat(Path.of(path).getNameCount() - 1);
    Files.move(program, program.resolveSibling(program.getFileName() + ".bin"));
    Files.writeString(
        program,
        """
        #!/bin/sh
        root="${0%%/*}%s"
        libraries="$root/usr/lib/%s"
        exec "$libraries/%s" --library-path "$libraries" --argv0 "$0" "$0.bin" "$@"
        """
            .formatted(up, platform.libraries(), platform.loader()));
    FileTree.mode(program, "rwxr-xr-x");
  }
}
