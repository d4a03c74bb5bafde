package io.fallow.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fallow.gateway.queue.QueueLimits.WhenFull;
import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.settings.SettingsException;
import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceHealth;
import io.fallow.gateway.source.SourceState;
import io.fallow.gateway.source.SourceType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a gateway's file says, and what is said of one that is wrong. */
class GatewayFileTest {

  private static final String SMALLEST =
      """
      sources:
        - name: meter
          type: modbus
          host: 10.0.0.7
          registers:
            - { asset: mri-1, quantity: power, address: 0 }
      """;

  @TempDir Path folder;

  @Test
  void takesDefaultsForWhatIsNotWritten() throws Exception {
    GatewayConfig config = read(SMALLEST);

    assertThat(config.credentials()).isEqualTo(folder.resolve("credentials.json"));
    assertThat(config.queue().folder()).isEqualTo(folder.resolve("queue"));
    assertThat(config.queue().bytes()).isEqualTo(512_000_000);
    assertThat(config.queue().age()).isEqualTo(Duration.ofDays(30));
    assertThat(config.queue().whenFull()).isEqualTo(WhenFull.REFUSE);
    assertThat(config.report().heartbeat()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.opsPort()).isEqualTo(9464);
    assertThat(config.broker().url()).isEmpty();
    assertThat(config.sources()).extracting(Source::name).containsExactly("meter");
  }

  @Test
  void takesWhatIsWritten() throws Exception {
    GatewayConfig config =
        read(
            """
            credentials: /etc/fallow/credentials.json
            broker: { url: "ssl://broker.example:8883", ca: ca.pem }
            queue: { folder: waiting, size: 2GB, age: 90d, whenFull: drop-oldest }
            report: { heartbeat: 5m, powerChange: 25, powerChangeShare: 0 }
            ops: { port: 0 }
            """
                + SMALLEST);

    assertThat(config.credentials()).isEqualTo(Path.of("/etc/fallow/credentials.json"));
    assertThat(config.broker().url()).contains(URI.create("ssl://broker.example:8883"));
    assertThat(config.broker().authority()).contains(folder.resolve("ca.pem"));
    assertThat(config.queue())
        .isEqualTo(
            new QueueSettings(
                folder.resolve("waiting"),
                2_000_000_000,
                Duration.ofDays(90),
                WhenFull.DROP_OLDEST));
    assertThat(config.report().heartbeat()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.opsPort()).isZero();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("", "'sources' is missing"),
        arguments("sources: []", "line 1, sources: "),
        arguments("sources: {", "line 1: is no YAML: "),
        arguments("\t" + SMALLEST, "line 1: is no YAML: "),
        arguments("- a\n- b\n", "line 1: "),
        arguments(SMALLEST + "color: red\n", "line 7, color: there is no such key here"),
        arguments(SMALLEST + "ops: { port: nine }\n", "line 7, ops.port: \"nine\" is no integer"),
        arguments(SMALLEST + "ops: { port: 70000 }\n", "line 7, ops.port: "),
        arguments(SMALLEST + "ops: { port: 1, port: 2 }\n", "line 7, ops.port: is there twice"),
        arguments(
            SMALLEST + "queue:\n  size: lots\n", "line 8, queue.size: \"lots\" does not have"),
        arguments(SMALLEST + "queue:\n  age: 30\n", "line 8, queue.age: 30 is no string"),
        arguments(
            SMALLEST + "queue:\n  whenFull: panic\n",
            "line 8, queue.whenFull: \"panic\" is none of refuse, drop-oldest, drop-newest"),
        arguments(
            SMALLEST + "broker:\n  url: https://broker.example\n", "line 8, broker.url: \"https:"),
        arguments(
            SMALLEST + "broker: { key: key.pem }\n",
            "line 7, broker: go together: certificate, key"),
        arguments(
            SMALLEST + "report: { powerChange: .nan }\n", "line 7, report.powerChange: '.nan' is"),
        arguments(SMALLEST + "report: &all { heartbeat: 1s }\n", "line 7, report: has an anchor"),
        arguments(SMALLEST + "ops: !!set { port }\n", "line 7, ops"),
        arguments(
            SMALLEST.replace("modbus", "telepathy"),
            "line 3, sources[0].type: \"telepathy\" is none of mtconnect, modbus, mqtt, http, lin"),
        arguments(
            SMALLEST.replace("name: meter", "name: Meter One"),
            "line 2, sources[0].name: \"Meter One\" does not have the form"),
        arguments(
            SMALLEST.replace("host:", "hots:"), "line 4, sources[0].hots: there is no such key"),
        arguments(SMALLEST.replace("host:", "hots:"), "line 2, sources[0]: 'host' is missing"),
        arguments(
            SMALLEST.replace("power", "horsepower"),
            "line 6, sources[0].registers[0].quantity: \"horsepower\" is none of activity, power"),
        arguments(
            SMALLEST.replace("address: 0", "address: 0, scale: 0"),
            "line 6, sources[0].registers[0].scale: "),
        arguments(
            SMALLEST.replace("address: 0", "address: 0, activities: { 1: RUNNING }"),
            "line 6, sources[0].registers[0].activities[1]: \"RUNNING\" is none of IN_USE"),
        arguments(
            SMALLEST + SMALLEST.substring(SMALLEST.indexOf("  - name")),
            "line 7, sources[1].name: another source has this name"),
        arguments(
            SMALLEST.replace("10.0.0.7", "nowhere"),
            "line 4, sources[0].host: is nowhere, says the type of source"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void tellsLineAndKeyOfAMistake(String yaml, String expected) throws Exception {
    assertThat(faults(yaml)).anyMatch(fault -> fault.contains(expected), expected);
  }

  @Test
  void tellsAllMistakesAtOnceInTheOrderOfTheirLines() throws Exception {
    String yaml =
        SMALLEST.replace("host:", "hots:").replace("power", "horsepower") + "ops: { port: -1 }\n";

    assertThat(faults(yaml))
        .hasSize(4)
        .extracting(fault -> fault.substring(0, 6))
        .containsExactly("line 2", "line 4", "line 6", "line 7");
  }

  @Test
  void refusesWhatIsNotText() throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xfe});

    ConfigException failure =
        catchThrowableOfType(
            ConfigException.class, () -> GatewayFile.read(file, TYPES, Clock.systemUTC()));

    assertThat(failure.faults())
        .extracting(ConfigFault::words)
        .containsExactly("is not written in UTF-8");
  }

  @Test
  void refusesNestingWithoutEnd() throws Exception {
    assertThat(faults("sources: " + "[".repeat(5_000) + "]".repeat(5_000))).isNotEmpty();
  }

  private List<String> faults(String yaml) throws IOException {
    Files.writeString(folder.resolve("gateway.yaml"), yaml);
    ConfigException failure = catchThrowableOfType(ConfigException.class, () -> read(yaml));
    return failure.faults().stream().map(ConfigFault::toString).toList();
  }

  private GatewayConfig read(String yaml) throws ConfigException, IOException {
    Path file = Files.writeString(folder.resolve("gateway.yaml"), yaml);
    return GatewayFile.read(file, TYPES, Clock.systemUTC());
  }

  private static final List<SourceType> TYPES = List.of(new Silent());

  /** Stands for all types: it has a host that it doesn't like, and never reads. */
  private static final class Silent implements SourceType {
    @Override
    public String type() {
      return "modbus";
    }

    @Override
    public Source create(String name, Settings settings, Clock clock) throws SettingsException {
      if (settings.text("host").equals("nowhere")) {
        throw settings.fault("host", "is nowhere, says the type of source");
      }
      SourceState state = new SourceState(name, clock);
      return new Source() {
        @Override
        public String name() {
          return name;
        }

        @Override
        public String describe() {
          return "silence";
        }

        @Override
        public void start(Intake intake) {}

        @Override
        public SourceHealth health() {
          return state.health();
        }

        @Override
        public void close() {}
      };
    }
  }
}
