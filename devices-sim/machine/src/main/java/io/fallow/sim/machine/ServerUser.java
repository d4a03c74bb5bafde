package io.fallow.sim.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL runs as. It refuses to run as root, so root hands the data to an unprivileged
 * user and starts it through {@code setpriv}, which becomes the server instead of staying its
 * parent.
 *
 * @param name of the user to change to; empty for whoever we are
 */
public record ServerUser(Optional<String> name) {

  /**
   * Ourselves, or as root {@code postgres}, {@code nobody}, or whoever owns the cluster already.
   */
  public static Attempt<ServerUser> choose(Path cluster, Map<String, String> env) {
    if (!weAreRoot()) {
      return Attempt.found(new ServerUser(Optional.empty()));
    }
    if (Command.find("setpriv", env).isEmpty()) {
      return Attempt.missing(
          "the server does not run as root, and there is no setpriv to change to another user");
    }
    return Stream.concat(owner(cluster).stream(), Stream.of("postgres", "nobody"))
        .filter(user -> !user.equals("root") && Command.of("id", "-u", user).run().ok())
        .findFirst()
        .map(user -> Attempt.found(new ServerUser(Optional.of(user))))
        .orElseGet(
            () ->
                Attempt.missing(
                    "the server does not run as root, and there is no user postgres or nobody"));
  }

  public static boolean weAreRoot() {
    return Command.of("id", "-u").run().output().strip().equals("0");
  }

  private static Optional<String> owner(Path cluster) {
    try {
      return Files.exists(cluster)
          ? Optional.of(Files.getOwner(cluster).getName())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Words before a command that make it run as this user. */
  List<String> prefix() {
    return name.map(
            user ->
                List.of(
                    "setpriv",
                    "--reuid=" + user,
                    "--regid=" + Command.of("id", "-g", user).orFail("asking for a group").strip(),
                    "--init-groups",
                    "--"))
        .orElse(List.of());
  }

  public Command command(List<String> words) {
    return Command.of(prefix(), words);
  }

  public boolean canPassThrough(Path folder) {
    return command(List.of("test", "-x", folder.toString())).run().ok();
  }

  public boolean canRun(Path program) {
    return canPassThrough(program);
  }

  /** Hands a file or an empty folder to this user, for nobody else to read. */
  public void give(Path path) throws IOException {
    FileTree.mode(path, Files.isDirectory(path) ? "rwx------" : "rw-------");
    if (name.isPresent()) {
      UserPrincipalLookupService users = path.getFileSystem().getUserPrincipalLookupService();
      PosixFileAttributeView view =
          Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
      view.setOwner(users.lookupPrincipalByName(name.get()));
    }
  }
}
