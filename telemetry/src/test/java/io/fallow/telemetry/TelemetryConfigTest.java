package io.fallow.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.telemetry.retention.RetentionConfig;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryConfigTest {

  private static final Map<String, String> LEAST =
      Map.of(
          "FALLOW_DB_URL", "jdbc:postgresql://db/fallow",
          "FALLOW_MQTT_URL", "tcp://broker:1883",
          "FALLOW_MQTT_USER", "telemetry",
          "FALLOW_MQTT_PASSWORD", "pssst",
          "PATH", "/bin");

  @Test
  void hasDefaults() {
    TelemetryConfig config = TelemetryConfig.of(LEAST);

    assertThat(config.ingest().clientId()).isEqualTo("fallow-telemetry");
    assertThat(config.ingest().window()).isEqualTo(1000);
    assertThat(config.ingest().writers()).isEqualTo(2);
    assertThat(config.database().poolSize()).isEqualTo(8);
    assertThat(config.retention()).isEqualTo(RetentionConfig.DEFAULT);
    assertThat(config.ops()).isEqualTo(new OpsConfig("127.0.0.1", 8081));
  }

  @Test
  void readsEveryVariable() {
    Map<String, String> env = new HashMap<>(LEAST);
    env.put("FALLOW_DB_USER", "me");
    env.put("FALLOW_DB_PASSWORD", "hush");
    env.put("FALLOW_MQTT_URL", "ssl://broker:8883");
    env.put("FALLOW_MQTT_CLIENT", "t-2");
    env.put("FALLOW_INGEST_WINDOW", "50");
    env.put("FALLOW_INGEST_WRITERS", "3");
    env.put("FALLOW_RETENTION_READINGS", "800");
    env.put("FALLOW_RETENTION_LEDGER", "30");
    env.put("FALLOW_RETENTION_REJECTS", "31");
    env.put("FALLOW_OPS_BIND", "0.0.0.0");
    env.put("FALLOW_OPS_PORT", "9090");
    TelemetryConfig config = TelemetryConfig.of(env);

    assertThat(config.database().user()).isEqualTo("me");
    assertThat(config.database().password()).isEqualTo("hush");
    assertThat(config.ingest().broker()).isEqualTo(URI.create("ssl://broker:8883"));
    assertThat(config.ingest().user()).isEqualTo("telemetry");
    assertThat(config.ingest().password()).isEqualTo("pssst");
    assertThat(config.ingest().clientId()).isEqualTo("t-2");
    assertThat(config.ingest().window()).isEqualTo(50);
    assertThat(config.ingest().writers()).isEqualTo(3);
    assertThat(config.retention()).isEqualTo(RetentionConfig.ofDays(800, 30, 31));
    assertThat(config.ops()).isEqualTo(new OpsConfig("0.0.0.0", 9090));
  }

  @Test
  void namesAllFaultsAtOnceAndNoValue() {
    Map<String, String> env =
        Map.of(
            "FALLOW_MQTT_URL", "http://me:pssst@broker",
            "FALLOW_INGEST_WINDOW", "many",
            "FALLOW_INGEST_WRITERS", "0",
            "FALLOW_INGEST_WRITTERS", "2",
            "FALLOW_OPS_BIND", "203.0.113.7",
            "FALLOW_RETENTION_LEDGER", "0",
            "FALLOW_OPS_PORT", "http");

    assertThatThrownBy(() -> TelemetryConfig.of(env))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "FALLOW_INGEST_WRITTERS is unknown; did you mean FALLOW_INGEST_WRITERS?")
        .hasMessageContaining("FALLOW_DB_URL is needed")
        .hasMessageContaining("FALLOW_MQTT_URL must be tcp://host:port or ssl://host:port")
        .hasMessageContaining("FALLOW_MQTT_USER is needed")
        .hasMessageContaining("FALLOW_MQTT_PASSWORD is needed")
        .hasMessageContaining("FALLOW_INGEST_WINDOW must be a whole number from 1 to 65535")
        .hasMessageContaining("FALLOW_INGEST_WRITERS must be a whole number from 1 to 64")
        .hasMessageContaining("FALLOW_RETENTION_LEDGER must be a whole number from 1 to 36500")
        .hasMessageContaining("FALLOW_OPS_BIND must be an address of this machine")
        .hasMessageContaining("FALLOW_OPS_PORT must be a whole number from 0 to 65535")
        .hasMessageNotContaining("pssst");
  }

  @Test
  void printsNoSecret() {
    Map<String, String> env = new HashMap<>(LEAST);
    env.put("FALLOW_DB_PASSWORD", "hush");

    assertThat(TelemetryConfig.of(env).toString()).doesNotContain("pssst").doesNotContain("hush");
  }
}
