package io.fallow.sim.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fallow.telemetry.ConfigException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalConfigTest {

  private static final Path ROOT = Path.of("/checkout");

  @Test
  void needsNothingSet() {
    LocalConfig config = LocalConfig.of(Map.of("PATH", "/bin"), ROOT);
    assertThat(config.home()).isEqualTo(Path.of("/checkout/.fallow"));
    assertThat(config.bind()).isEqualTo("127.0.0.1");
    assertThat(config.httpPort()).isEqualTo(8080);
    assertThat(config.mqttPort()).isEqualTo(1883);
    assertThat(config.speed()).isEqualTo(1);
    assertThat(config.historyDays()).isEqualTo(28);
  }

  @Test
  void takesEverythingFromTheEnvironment() {
    LocalConfig config =
        LocalConfig.of(
            Map.of(
                "FALLOW_HOME", "/data/fallow",
                "FALLOW_BIND", "127.0.0.2",
                "FALLOW_HTTP_PORT", "9090",
                "FALLOW_MQTT_PORT", " 2883 ",
                "FALLOW_SPEED", "2.5",
                "FALLOW_HISTORY_DAYS", "3"),
            ROOT);
    assertThat(config.home()).isEqualTo(Path.of("/data/fallow"));
    assertThat(config.bind()).isEqualTo("127.0.0.2");
    assertThat(config.httpPort()).isEqualTo(9090);
    assertThat(config.mqttPort()).isEqualTo(2883);
    assertThat(config.speed()).isEqualTo(2.5);
    assertThat(config.historyDays()).isEqualTo(3);
  }

  @Test
  void namesEveryFaultAtOnce() {
    ConfigException refused =
        refusal(
            Map.of(
                "FALLOW_BIND", "0.0.0.0",
                "FALLOW_HTTP_PORT", "web",
                "FALLOW_MQTT_PORT", "70000",
                "FALLOW_SPEED", "NaN",
                "FALLOW_MQTT_PROT", "1884"));
    assertThat(refused.getMessage().lines())
        .hasSize(5)
        .anyMatch(line -> line.startsWith("FALLOW_BIND is not a loopback address"))
        .contains(
            "FALLOW_HTTP_PORT must be a whole number from 1 to 65535",
            "FALLOW_MQTT_PORT must be a whole number from 1 to 65535",
            "FALLOW_SPEED must be a number from 1 to 120",
            "FALLOW_MQTT_PROT is unknown; did you mean FALLOW_MQTT_PORT?");
  }

  @Test
  void overlooksWhatIsForOtherProcesses() {
    Map<String, String> env =
        Map.of("FALLOW_INGEST_WRITERS", "none", "FALLOW_TOKEN_ISSUER", "https://id.example");
    assertThat(LocalConfig.of(env, ROOT).httpPort()).isEqualTo(8080);
  }

  @Test
  void refusesOnePortForBoth() {
    assertThat(refusal(Map.of("FALLOW_MQTT_PORT", "8080")))
        .hasMessage("FALLOW_HTTP_PORT and FALLOW_MQTT_PORT are the same");
  }

  @Test
  void showsNoSecret() {
    LocalConfig config = LocalConfig.of(Map.of("FALLOW_DB_PASSWORD", "s3cret"), ROOT);
    assertThat(config.toString()).doesNotContain("s3cret");
    assertThat(config.env()).containsEntry("FALLOW_DB_PASSWORD", "s3cret");
  }

  private static ConfigException refusal(Map<String, String> env) {
    return catchThrowableOfType(ConfigException.class, () -> LocalConfig.of(env, ROOT));
  }
}
