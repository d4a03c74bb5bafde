package io.fallow.sim.database;

import io.fallow.sim.machine.Attempt;
import io.fallow.sim.machine.Command;
import io.fallow.sim.machine.FileTree;
import io.fallow.sim.machine.ServerUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The files of a private PostgreSQL cluster: where they lie, whose they are, how they are made.
 *
 * @param data PostgreSQL's data folder
 * @param user whom the server runs as
 */
record Cluster(Path data, ServerUser user) {
  static final String OWNER = "fallow";

  /**
   * Below the home folder; where the server's user cannot get there, as in a folder below root's
   * home, in {@code /var/lib/fallow}.
   */
  static Attempt<Cluster> place(Path folder, Map<String, String> env, Consumer<String> progress) {
    Path usual = folder.resolve("cluster");
    Path elsewhere = Path.of("/var/lib/fallow", digest(folder), "cluster");
    Path existing = Files.isDirectory(elsewhere) && !Files.isDirectory(usual) ? elsewhere : usual;
    return ServerUser.choose(existing, env)
        .then(
            user -> {
              if (existing.equals(elsewhere) || !user.canPassThrough(folder)) {
                progress.accept(
                    "The database's user cannot enter "
                        + folder
                        + ": its files are in "
                        + elsewhere);
                FileTree.makePassable(elsewhere.getParent());
                return Attempt.found(new Cluster(elsewhere, user));
              }
              return Attempt.found(new Cluster(usual, user));
            });
  }

  static String digest(Path folder) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(folder.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean exists() {
    return Files.isDirectory(data);
  }

  /** The major version of PostgreSQL that made the files. */
  int version() {
    Command.Result version =
        user.command(List.of("cat", data.resolve("PG_VERSION").toString())).run();
    if (!version.ok()) {
      throw new LocalTimescaleException(
          "cannot read the database's files in " + data + ": " + version.lastLines());
    }
    return Integer.parseInt(version.output().strip());
  }

  /**
   * Makes an empty cluster: wholly, or not at all.
   *
   * @param durable whether it must survive a power failure from now on
   */
  void create(PostgresBinaries binaries, String password, boolean durable) {
    Path part = data.resolveSibling("cluster.part");
    Path secret = data.resolveSibling("cluster.secret");
    try {
      FileTree.delete(part);
      Files.createDirectory(part);
      user.give(part);
      Files.deleteIfExists(secret);
      Files.createFile(secret);
      user.give(secret);
      Files.writeString(secret, password);
      user.command(initdb(binaries, part, secret, durable)).orFail("making the database's files");
      Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LocalTimescaleException(
          "cannot make the database's files in " + data + ": " + e, e);
    } finally {
      FileTree.delete(secret);
    }
  }

  private static List<String> initdb(
      PostgresBinaries binaries, Path folder, Path secret, boolean durable) {
    List<String> words =
        new ArrayList<>(
            List.of(
                binaries.initdb().toString(),
                "--pgdata=" + folder,
                "--username=" + OWNER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C"));
    if (!durable) {
      words.add("--no-sync");
    }
    if (binaries.majorVersion() >= 17) {
      words.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
    }
    return words;
  }
}
