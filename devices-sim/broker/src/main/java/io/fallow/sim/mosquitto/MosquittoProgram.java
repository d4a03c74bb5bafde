package io.fallow.sim.mosquitto;

import io.fallow.sim.machine.Attempt;
import io.fallow.sim.machine.CacheFolder;
import io.fallow.sim.machine.Command;
import io.fallow.sim.machine.DebianPackages;
import io.fallow.sim.machine.DebianProgram;
import io.fallow.sim.machine.MachineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Mosquitto that can be started.
 *
 * @param version such as 2.0.11
 */
record MosquittoProgram(Path file, String version) {
  private static final String PATH = "usr/sbin/mosquitto";
  private static final Pattern VERSION = Pattern.compile("mosquitto version (\\S+)");

  private static final DebianProgram PACKAGE =
      new DebianProgram(
          "mosquitto-%s-1",
          "Mosquitto",
          10,
          List.of("mosquitto"),
          Pattern.compile("(perl|adduser|passwd|systemd|lsb-base|sysvinit)[^/]*\\.deb"),
          List.of(PATH));

  static Attempt<MosquittoProgram> installed(Map<String, String> env) {
    return Command.find("mosquitto", env)
        .map(MosquittoProgram::ask)
        .orElseGet(() -> Attempt.missing("there is no mosquitto on the path or in /usr/sbin"));
  }

  static Attempt<MosquittoProgram> unpacked(Map<String, String> env, Consumer<String> progress) {
    return new DebianPackages(PACKAGE, CacheFolder.ours(env), env, progress)
        .provide()
        .then(root -> ask(root.resolve(PATH)));
  }

  /** Version 1 lacks MQTT 5's receive maximum. Its help ends with a status of its own. */
  private static Attempt<MosquittoProgram> ask(Path file) {
    String output = Command.of(file.toString(), "-h").run().output();
    Matcher version = VERSION.matcher(output);
    if (!version.find()) {
      return Attempt.missing(file + " does not tell its version: " + output.strip());
    }
    return version.group(1).startsWith("2.")
        ? Attempt.found(new MosquittoProgram(file, version.group(1)))
        : Attempt.missing(file + " is version " + version.group(1) + ", not 2");
  }

  /** A plugin that comes with it. */
  Path plugin(String name) {
    Path usr = file.toAbsolutePath().getParent().getParent();
    return Stream.of("lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu", "lib64", "lib")
        .map(folder -> usr.resolve(folder).resolve(name))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(() -> new MachineException(file + " comes without " + name));
  }

  String provenance() {
    return "Mosquitto " + version + ", from " + file;
  }
}
