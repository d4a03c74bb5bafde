package io.fallow.sim.trial;

import io.fallow.gateway.credentials.Credentials;
import io.fallow.gateway.credentials.CredentialsException;
import io.fallow.gateway.credentials.CredentialsFile;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.uplink.UplinkConfig.Until;
import io.fallow.sim.machine.LoopbackPort;
import io.fallow.sim.machines.MachineHall;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the gateway's jar beside 200 machines, each with another power every second, half of them
 * behind Modbus meters and half behind MQTT plugs, against a Mosquitto and telemetry that confirms,
 * and tells what the process takes.
 */
final class FootprintTrial {

  private static final int GATEWAYS = 8; // whose assets are one facility's, 25 each
  private static final int STARTS = 5;
  private static final Duration WARM = Duration.ofSeconds(30);

  private final Path jar;
  private final Duration time;
  private final PrintStream out;

  FootprintTrial(Path jar, Duration time, PrintStream out) {
    this.jar = jar;
    this.time = time;
    this.out = out;
  }

  /**
   * What was measured.
   *
   * @param start the middle one of several
   * @param peakBytes the most resident memory of the process, also while it started
   * @param core the share of one processor core that it took once it was warm
   * @param perSecond readings that its sources handed in
   * @param waiting readings that waited at the end
   */
  record Outcome(
      long jarBytes, Duration start, long peakBytes, double core, double perSecond, long waiting) {

    boolean passed() {
      return jarBytes <= 30_000_000
          && start.toMillis() <= 2_000
          && peakBytes <= 160_000_000
          && core <= 0.05
          && perSecond > 190
          && waiting < 10 * perSecond;
    }

    @Override
    public String toString() {
      return """
          jar                        %8.1f MB          limit  30
          start                      %8.2f s           limit   2
          resident memory, most      %8.1f MB          limit 160
          CPU                        %8.2f %% of a core  limit   5
          readings taken             %8.1f /s
          waiting at the end         %8d
          """
          .formatted(
              jarBytes / 1e6,
              start.toMillis() / 1e3,
              peakBytes / 1e6,
              core * 100,
              perSecond,
              waiting);
    }
  }

  Outcome run() throws IOException, InterruptedException {
    try (TrialStack stack =
            new TrialStack(new TrialLoad(GATEWAYS, 1, 1), Until.PLATFORM, List.of("a"));
        MachineHall hall =
            new MachineHall(
                stack.folder().resolve("hall"),
                LoopbackPort.free(0),
                LoopbackPort.free(0),
                assets().size() / 2,
                assets().size() / 2)) {
      stack.awaitReady();
      int opsPort = LoopbackPort.free(0);
      Path folder = stack.folder();
      write(folder, stack.uplink(1), sources(hall, opsPort));
      GatewayJar.prepare(jar, folder);
      out.println("java " + String.join(" ", GatewayJar.options(folder)) + " -jar " + jar + " run");
      List<Duration> starts = new ArrayList<>();
      for (int i = 1; i < STARTS; i++) {
        try (GatewayJar gateway = new GatewayJar(jar, folder, opsPort)) {
          starts.add(gateway.start());
        }
      }
      try (GatewayJar gateway = new GatewayJar(jar, folder, opsPort)) {
        starts.add(gateway.start());
        Collections.sort(starts);
        return measure(gateway, starts.get(STARTS / 2));
      }
    }
  }

  private Outcome measure(GatewayJar gateway, Duration start)
      throws IOException, InterruptedException {
    long peak = watch(gateway, WARM);
    long readings = gateway.readings();
    double cpu = gateway.cpuSeconds();
    long begun = System.nanoTime();
    peak = Math.max(peak, watch(gateway, time));
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Outcome(
        Files.size(jar),
        start,
        peak,
        (gateway.cpuSeconds() - cpu) / seconds,
        (gateway.readings() - readings) / seconds,
        gateway.waiting());
  }

  /** The most resident memory meanwhile, in bytes. */
  private static long watch(GatewayJar gateway, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    long most = 0;
    while (System.nanoTime() < end) {
      most = Math.max(most, gateway.residentBytes());
      TimeUnit.MILLISECONDS.sleep(500);
    }
    return most;
  }

  private static List<String> assets() {
    List<String> all = new ArrayList<>();
    for (int gateway = 1; gateway <= GATEWAYS; gateway++) {
      all.addAll(TrialStack.assets(gateway));
    }
    return all;
  }

  private static void write(Path folder, UplinkConfig uplink, String sources) throws IOException {
    try {
      new CredentialsFile(folder.resolve("credentials.json"))
          .write(
              new Credentials(
                  uplink.address(),
                  uplink.address().toString(),
                  uplink.password(),
                  List.of(uplink.broker()),
                  URI.create("http://127.0.0.1")));
    } catch (CredentialsException e) {
      throw new IOException(e);
    }
    Files.writeString(folder.resolve("gateway.yaml"), sources);
  }

  private static String sources(MachineHall hall, int opsPort) {
    List<String> assets = assets();
    int meters = assets.size() / 2;
    StringBuilder yaml = new StringBuilder("ops: { port: %d }%nsources:%n".formatted(opsPort));
    yaml.append("  - { name: meters, type: modbus, host: 127.0.0.1, port: ");
    yaml.append(hall.meterPort()).append(", registers: [\n");
    for (int i = 0; i < meters; i++) {
      yaml.append(
          "      { asset: %s, quantity: power, address: %d, as: float32 },%n"
              .formatted(assets.get(i), MachineHall.register(i)));
    }
    yaml.append("    ] }\n  - { name: plugs, type: mqtt, broker: \"").append(hall.broker());
    yaml.append("\", user: ").append(MachineHall.user()).append(", topics: [\n");
    for (int i = meters; i < assets.size(); i++) {
      yaml.append(
          "      { topic: \"%s\", pointer: /apower, asset: %s, quantity: power },%n"
              .formatted(MachineHall.topic(i - meters), assets.get(i)));
    }
    return yaml.append("    ] }\n").toString();
  }
}
