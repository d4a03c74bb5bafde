package io.fallow.sim.trial;

import io.fallow.sim.machine.FileTree;
import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.telemetry.access.DynsecList;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Mosquitto that lets in whom its dynamic security has on its list: at first no gateway. */
final class ListedMosquitto implements AutoCloseable {

  private static final String PASSWORD = "trial";
  private static final String SETTINGS =
      """
      per_listener_settings false
      allow_anonymous false
      plugin {dynsec}
      plugin_opt_config_file {folder}/dynamic-security.json
      listener {port} {address}
      set_tcp_nodelay true
      log_dest stderr
      """;

  private final Path folder;
  private final LocalMosquitto broker;

  ListedMosquitto() throws IOException {
    folder = Files.createTempDirectory("fallow-broker-");
    FileTree.mode(folder, "rwx--x--x");
    Files.writeString(
        folder.resolve("dynamic-security.json"), DynsecList.of(PASSWORD, PASSWORD, List.of()));
    broker = LocalMosquitto.start(MosquittoConfig.in(folder).withSettings(SETTINGS));
  }

  String provenance() {
    return broker.provenance();
  }

  URI uri() {
    return broker.uri();
  }

  /** What the scheduler has to know of it. */
  Map<String, String> variables() {
    return Map.of(
        "FALLOW_BROKER_LIST_URL",
        broker.uri().toString(),
        "FALLOW_BROKER_LIST_PASSWORD",
        PASSWORD,
        "FALLOW_GATEWAY_BROKERS",
        broker.uri().toString());
  }

  @Override
  public void close() {
    broker.close();
    FileTree.delete(folder);
  }
}
