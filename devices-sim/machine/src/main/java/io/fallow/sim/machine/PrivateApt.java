package io.fallow.sim.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Downloads packages of another Debian release with an apt state of its own: it needs no root and
 * neither reads nor changes what this machine has installed. The machine's proxy settings apply.
 */
final class PrivateApt {
  static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

  /**
   * {@code #clear} drops hooks of the machine, which may need root. An update that reached nothing
   * would end well, were it not for the error mode.
   */
  private static final String CONFIGURATION =
      """
      #clear APT::Update;
      #clear DPkg;
      #clear APT::Default-Release;
      Dir::State "%1$s/state";
      Dir::State::status "%1$s/status";
      Dir::Cache "%1$s/cache";
      Dir::Etc::sourcelist "%1$s/sources.list";
      Dir::Etc::sourceparts "/dev/null";
      Dir::Etc::preferences "/dev/null";
      Dir::Etc::preferencesparts "/dev/null";
      APT::Sandbox::User "";
      APT::Update::Error-Mode "any";
      APT::Install-Recommends "false";
      APT::Get::Assume-Yes "true";
      Acquire::Languages "none";
      Acquire::Retries "3";
      Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
      """;

  private final Path folder;

  private PrivateApt(Path folder) {
    this.folder = folder;
  }

  /** The Debian mirrors of the machine's own apt configuration. */
  static Set<String> mirrors() {
    return Command.of("apt-get", "indextargets", "--format", "$(REPO_URI)")
        .run()
        .output()
        .lines()
        .map(String::strip)
        .filter(PrivateApt::holdsReleases)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Neither security updates nor somebody else's packages; a dated snapshot will do. */
  static boolean holdsReleases(String uri) {
    return uri.matches(".*/debian/?(\\d{8}T\\d{6}Z/?)?");
  }

  /** Brings the list of packages of a release; blocks for some seconds. */
  static Attempt<PrivateApt> open(Path folder, String mirror, String release) throws IOException {
    Files.createDirectories(folder.resolve("state/lists/partial"));
    Files.createDirectories(folder.resolve("cache/archives/partial"));
    Files.writeString(folder.resolve("status"), "");
    Files.writeString(
        folder.resolve("sources.list"),
        "deb [signed-by=%s] %s %s main\n".formatted(KEYRING, mirror, release));
    Files.writeString(folder.resolve("apt.conf"), CONFIGURATION.formatted(folder));
    PrivateApt apt = new PrivateApt(folder);
    Command.Result update = apt.get(List.of("update")).run();
    return update.ok()
        ? Attempt.found(apt)
        : Attempt.missing(
            "apt-get update for Debian's " + release + " failed:\n" + update.lastLines());
  }

  /** Downloads packages with all that they depend on; blocks. */
  Attempt<List<Path>> download(List<String> packages) throws IOException {
    List<String> words = new ArrayList<>(List.of("install", "--download-only"));
    words.addAll(packages);
    Command.Result result = get(words).run();
    if (!result.ok()) {
      return Attempt.missing("downloading " + packages + " failed:\n" + result.lastLines());
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> debs =
        Files.newDirectoryStream(folder.resolve("cache/archives"), "*.deb")) {
      debs.forEach(files::add);
    }
    return Attempt.found(files);
  }

  private Command get(List<String> words) {
    return Command.of(List.of("apt-get", "-q", "-c", folder.resolve("apt.conf").toString()), words);
  }
}
