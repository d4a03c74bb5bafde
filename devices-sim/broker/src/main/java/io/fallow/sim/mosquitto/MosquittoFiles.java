package io.fallow.sim.mosquitto;

import io.fallow.sim.machine.FileTree;
import io.fallow.sim.machine.MachineException;
import io.fallow.sim.machine.ServerUser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that Mosquitto reads: its settings, its users' passwords, what each may do. */
final class MosquittoFiles {
  private final MosquittoConfig config;

  MosquittoFiles(MosquittoConfig config) {
    this.config = config;
  }

  Path settings() {
    return config.folder().resolve("mosquitto.conf");
  }

  Path log() {
    return config.folder().resolve("mosquitto.log");
  }

  /** Writes all of them anew. */
  void write(int port, MosquittoProcess process) {
    try {
      FileTree.makePassable(config.folder());
      secret("passwords", config.users().stream().map(MosquittoPasswords::line));
      secret("acl", config.users().stream().map(MosquittoFiles::rights));
      String address = process.listenAddress();
      String text =
          config.settings().isPresent()
              ? given(config.settings().get(), port, process)
              : limits() + ours(port, address);
      Files.writeString(settings(), text);
    } catch (IOException e) {
      throw new MachineException("cannot write " + config.folder() + ": " + e, e);
    }
  }

  private void secret(String name, Stream<String> lines) throws IOException {
    Path file = config.folder().resolve(name);
    Files.writeString(file, lines.collect(Collectors.joining("\n")) + "\n");
    FileTree.mode(file, "rw-------");
  }

  private static String limits() throws IOException {
    try (InputStream limits = MosquittoFiles.class.getResourceAsStream("mosquitto.conf")) {
      return new String(limits.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String given(String template, int port, MosquittoProcess process) {
    String user = ServerUser.weAreRoot() ? "user root\n" : "";
    return user
        + template
            .replace("{port}", Integer.toString(port))
            .replace("{address}", process.listenAddress())
            .replace("{folder}", config.folder().toString())
            .replace("{dynsec}", process.dynamicSecurity());
  }

  /** As root it would become another user, who can't enter a folder of root's. */
  private String ours(int port, String address) {
    StringBuilder text = new StringBuilder("\n");
    if (ServerUser.weAreRoot()) {
      text.append("user root\n");
    }
    text.append("listener ").append(port).append(' ').append(address).append('\n');
    config.tls().ifPresent(tls -> text.append(lines(tls)));
    text.append("password_file ").append(config.folder().resolve("passwords")).append('\n');
    text.append("acl_file ").append(config.folder().resolve("acl")).append('\n');
    if (config.persistent()) {
      text.append("persistence true\npersistence_location ").append(config.folder()).append("/\n");
      text.append("autosave_interval 1\nautosave_on_changes ")
          .append(config.savesEachChange())
          .append('\n');
    }
    return text.toString();
  }

  private static String lines(MosquittoTls tls) {
    String own = "certfile " + tls.certificate() + "\nkeyfile " + tls.key() + "\n";
    return own
        + tls.clients().map(file -> "cafile " + file + "\nrequire_certificate true\n").orElse("");
  }

  private static String rights(MosquittoUser user) {
    StringBuilder text = new StringBuilder("user " + user.name() + "\n");
    user.write().forEach(topic -> text.append("topic write ").append(topic).append('\n'));
    user.read().forEach(topic -> text.append("topic read ").append(topic).append('\n'));
    return text.toString();
  }
}
