package io.fallow.sim.database;

import io.fallow.sim.machine.Attempt;
import io.fallow.sim.machine.Command;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for a PostgreSQL on this machine that has the extension. */
final class InstalledPostgres {
  /** Multiranges came with 14. */
  private static final int OLDEST = 14;

  /** Where systems put PostgreSQL: folders, and the names of the versions in them. */
  private static final Map<Path, String> PLACES =
      Map.of(
          Path.of("/usr/lib/postgresql"), "*",
          Path.of("/usr"), "pgsql-*",
          Path.of("/opt/homebrew/opt"), "postgresql@*",
          Path.of("/usr/local/opt"), "postgresql@*");

  private InstalledPostgres() {}

  static Attempt<PostgresBinaries> find(Map<String, String> env) {
    Set<Path> folders = folders(env);
    if (folders.isEmpty()) {
      return Attempt.missing("no PostgreSQL server found");
    }
    return folders.stream()
        .map(folder -> new PostgresBinaries(folder, "this machine's PostgreSQL in " + folder))
        .filter(it -> it.hasTimescale() && it.majorVersion() >= OLDEST)
        .findFirst()
        .map(Attempt::found)
        .orElseGet(
            () ->
                Attempt.missing(
                    "found "
                        + list(folders)
                        + ", but none with timescaledb on PostgreSQL "
                        + OLDEST
                        + " or newer"));
  }

  private static String list(Set<Path> folders) {
    return folders.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private static Set<Path> folders(Map<String, String> env) {
    Set<Path> folders = new LinkedHashSet<>();
    Command.find("postgres", env).map(InstalledPostgres::folder).ifPresent(folders::add);
    PLACES.forEach((folder, versions) -> folders.addAll(below(folder, versions)));
    folders.removeIf(
        folder ->
            !Files.isExecutable(folder.resolve("postgres"))
                || !Files.isExecutable(folder.resolve("initdb")));
    return folders;
  }

  /** Of the program itself, where the path leads to a link to it. */
  private static Path folder(Path program) {
    try {
      return program.toRealPath().getParent();
    } catch (IOException e) {
      return program.getParent();
    }
  }

  /** The newest version first. */
  private static List<Path> below(Path folder, String versions) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> matches = Files.newDirectoryStream(folder, versions)) {
        matches.forEach(match -> found.add(match.resolve("bin")));
      } catch (IOException e) {
        return List.of();
      }
    }
    found.sort(Collections.reverseOrder());
    return found;
  }
}
