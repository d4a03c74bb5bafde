package io.fallow.sim.bench;

import io.fallow.sim.database.LocalTimescale;
import io.fallow.sim.load.LoadGateway;
import io.fallow.sim.machine.LoopbackPort;
import io.fallow.sim.machine.MachineException;
import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.sim.mosquitto.MosquittoUser;
import io.fallow.sim.process.ChildJvm;
import io.fallow.telemetry.Main;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A broker and telemetry, each a process, over a database that has its gateways. Blocks. */
final class Pipeline implements AutoCloseable {

  static final List<String> OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");
  private static final long READY_SECONDS = 120;

  private final LocalMosquitto broker;
  private final ChildJvm telemetry;
  private final OpsPort ops;

  /** Starts both, and returns once telemetry is ready. */
  Pipeline(
      LocalTimescale database,
      Collection<LoadGateway> gateways,
      Path folder,
      Resources resources,
      Consumer<String> progress) {
    broker = LocalMosquitto.start(access(gateways, folder.resolve("broker")).telling(progress));
    broker.pid().ifPresent(pid -> resources.watch(Role.BROKER, pid));
    int port = LoopbackPort.free(0);
    telemetry =
        ChildJvm.start(
            Main.class,
            OPTIONS,
            List.of(),
            variables(database, port),
            folder.resolve("telemetry.log"));
    resources.watch(Role.TELEMETRY, telemetry.pid());
    ops = new OpsPort(port);
    awaitReady();
  }

  private static MosquittoConfig access(Collection<LoadGateway> gateways, Path folder) {
    MosquittoConfig config =
        MosquittoConfig.in(folder).with(MosquittoUser.platform("telemetry", "secret"));
    for (LoadGateway gateway : gateways) {
      config =
          config.with(
              MosquittoUser.gateway(
                  gateway.address().organisation(),
                  gateway.address().gateway(),
                  gateway.password()));
    }
    return config;
  }

  private Map<String, String> variables(LocalTimescale database, int port) {
    return Map.of(
        "FALLOW_DB_URL", database.jdbcUrl(),
        "FALLOW_DB_USER", database.user(),
        "FALLOW_DB_PASSWORD", database.password(),
        "FALLOW_MQTT_URL", broker.uri().toString(),
        "FALLOW_MQTT_USER", "telemetry",
        "FALLOW_MQTT_PASSWORD", "secret",
        "FALLOW_OPS_PORT", Integer.toString(port));
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
    while (!ops.ready()) {
      if (!telemetry.alive() || System.nanoTime() > deadline) {
        throw new MachineException("telemetry does not start:\n" + telemetry.output());
      }
      Pause.millis(100);
    }
  }

  LocalMosquitto broker() {
    return broker;
  }

  OpsPort ops() {
    return ops;
  }

  @Override
  public void close() {
    Stream.<AutoCloseable>of(telemetry, broker).forEach(Pipeline::stop);
  }

  static void stop(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.err.println("did not stop cleanly: " + e);
    }
  }
}
