package io.fallow.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.scheduler.api.auth.LocalIssuer;
import io.fallow.scheduler.api.signin.ConsoleClient;
import io.fallow.scheduler.audit.AuditKeys;
import io.fallow.telemetry.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerConfigIT {

  private static final String URL = "jdbc:postgresql://db/fallow";

  @TempDir Path folder;

  private Map<String, String> local(String... more) {
    Map<String, String> env = new HashMap<>();
    env.put("PATH", "/bin");
    env.put("FALLOW_DB_URL", URL);
    env.put("FALLOW_LOCAL_ISSUER", folder.toString());
    for (int i = 0; i < more.length; i += 2) {
      env.put(more[i], more[i + 1]);
    }
    return env;
  }

  @Test
  void takesWhatIsGivenAndDefaultsOtherwise() {
    SchedulerConfig config =
        SchedulerConfig.of(local("FALLOW_HTTP_PORT", "9000", "FALLOW_DB_USER", "fallow"));
    assertThat(config.api().host()).isEqualTo("127.0.0.1");
    assertThat(config.api().port()).isEqualTo(9000);
    assertThat(config.api().workers()).isEqualTo(12);
    assertThat(config.api().waiting()).isEqualTo(256);
    assertThat(config.api().privateWebhooks()).isFalse();
    assertThat(config.database().jdbcUrl()).isEqualTo(URL);
    assertThat(config.database().user()).isEqualTo("fallow");
    assertThat(config.localIssuer()).isPresent();
  }

  @Test
  void overlooksWhatIsForOtherProcesses() {
    SchedulerConfig config =
        SchedulerConfig.of(local("FALLOW_MQTT_URL", "tcp://broker:1883", "FALLOW_SPEED", "fast"));
    assertThat(config.api().port()).isEqualTo(8080);
  }

  @Test
  void namesEveryFaultAtOnce() {
    Map<String, String> env =
        Map.of(
            "FALLOW_HTTP_PORT", "70000",
            "FALLOW_HTTP_WAITING", "many",
            "FALLOW_WEBHOOK_PRIVATE", "perhaps",
            "FALLOW_WEBHOOK_KEY_FILE", "/nowhere/key",
            "FALLOW_DB_URL", "mysql://x",
            "FALLOW_COLOUR", "red");
    assertThatThrownBy(() -> SchedulerConfig.of(env))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("FALLOW_COLOUR is unknown")
        .hasMessageContaining("FALLOW_HTTP_PORT must be a whole number from 0 to 65535")
        .hasMessageContaining("FALLOW_HTTP_WAITING must be a whole number")
        .hasMessageContaining("FALLOW_WEBHOOK_KEY_FILE can't be read")
        .hasMessageContaining("FALLOW_DB_URL must begin with jdbc:postgresql:")
        .hasMessageContaining("FALLOW_AUDIT_KEY_FILE is needed")
        .hasMessageContaining("FALLOW_TOKEN_ISSUER is needed");
  }

  @Test
  void refusesTheLocalIssuerBeyondLoopback() {
    for (String beyond : new String[] {"0.0.0.0", "::", "192.0.2.1", "2001:db8::1"}) {
      assertThatThrownBy(() -> SchedulerConfig.of(local("FALLOW_BIND", beyond)))
          .as(beyond)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("local issuer are believed on a loopback address only");
    }
    assertThatThrownBy(() -> SchedulerConfig.of(local("FALLOW_BIND", "no-such-host.invalid")))
        .hasMessageContaining("is no address of this machine");
    for (String loopback : new String[] {"127.0.0.1", "::1", "localhost"}) {
      assertThat(SchedulerConfig.of(local("FALLOW_BIND", loopback)).localIssuer()).isPresent();
    }
  }

  @Test
  void refusesTheLocalIssuerBesideAnother() {
    assertThatThrownBy(() -> SchedulerConfig.of(local("FALLOW_TOKEN_ISSUER", "https://id.example")))
        .hasMessageContaining("FALLOW_TOKEN_ISSUER and FALLOW_LOCAL_ISSUER exclude each other");
  }

  private Map<String, String> production(String... more) throws Exception {
    Map<String, String> env = local(more);
    env.remove("FALLOW_LOCAL_ISSUER");
    env.put("FALLOW_AUDIT_KEY_FILE", auditKeys().toString());
    env.putIfAbsent("FALLOW_TOKEN_ISSUER", "https://id.example/realm");
    return env;
  }

  @Test
  void theConsoleSignsInAtTheIssuerWhereItHasAClient() throws Exception {
    assertThat(SchedulerConfig.of(production()).api().console()).isEmpty();
    ConsoleClient usual =
        SchedulerConfig.of(production("FALLOW_CONSOLE_CLIENT_ID", "fallow"))
            .api()
            .console()
            .orElseThrow();
    assertThat(usual)
        .isEqualTo(
            new ConsoleClient(
                "https://id.example/realm", "fallow", "openid profile offline_access", Map.of()));
    ConsoleClient special =
        SchedulerConfig.of(
                production(
                    "FALLOW_CONSOLE_CLIENT_ID", "fallow",
                    "FALLOW_CONSOLE_SCOPES", "openid api://fallow/all",
                    "FALLOW_CONSOLE_PARAMETERS", "audience=https%3A%2F%2Ffallow&prompt=login"))
            .api()
            .console()
            .orElseThrow();
    assertThat(special.scopes()).isEqualTo("openid api://fallow/all");
    assertThat(special.parameters())
        .isEqualTo(Map.of("audience", "https://fallow", "prompt", "login"));
  }

  @Test
  void namesEveryFaultOfTheConsolesClient() throws Exception {
    assertThatThrownBy(
            () -> SchedulerConfig.of(production("FALLOW_CONSOLE_SCOPES", "openid profile")))
        .hasMessageContaining("FALLOW_CONSOLE_CLIENT_ID is needed");
    Map<String, String> scopes =
        production(
            "FALLOW_CONSOLE_CLIENT_ID", "fallow",
            "FALLOW_CONSOLE_SCOPES", "profile",
            "FALLOW_CONSOLE_PARAMETERS", "client_id=other");
    assertThatThrownBy(() -> SchedulerConfig.of(scopes))
        .hasMessageContaining("the console's scopes must have openid among them")
        .hasMessageContaining("FALLOW_CONSOLE_PARAMETERS must be name=value pairs");
    Map<String, String> insecure =
        production(
            "FALLOW_CONSOLE_CLIENT_ID", "fallow",
            "FALLOW_TOKEN_ISSUER", "http://id.example",
            "FALLOW_TOKEN_JWKS_URL", "https://id.example/keys");
    assertThatThrownBy(() -> SchedulerConfig.of(insecure))
        .hasMessageContaining("needs a FALLOW_TOKEN_ISSUER that begins with https://");
    assertThatThrownBy(() -> SchedulerConfig.of(local("FALLOW_CONSOLE_CLIENT_ID", "fallow")))
        .hasMessageContaining("FALLOW_CONSOLE_CLIENT_ID and FALLOW_LOCAL_ISSUER exclude");
  }

  @Test
  void takesAnIssuersPublicKeysFromFiles() throws Exception {
    LocalIssuer other = LocalIssuer.open(folder.resolve("other"));
    Path pem = Files.writeString(folder.resolve("key.pem"), other.publicPem());
    Map<String, String> env =
        Map.of(
            "FALLOW_BIND",
            "0.0.0.0",
            "FALLOW_DB_URL",
            URL,
            "FALLOW_AUDIT_KEY_FILE",
            auditKeys().toString(),
            "FALLOW_TOKEN_ISSUER",
            "https://id.example",
            "FALLOW_TOKEN_KEY_FILE",
            pem.toString());
    assertThat(SchedulerConfig.of(env).api().trust().issuer()).isEqualTo("https://id.example");
    Path rsa = folder.resolve("jwks.json");
    Files.writeString(rsa, "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}");
    Map<String, String> wrong = new HashMap<>(env);
    wrong.remove("FALLOW_TOKEN_KEY_FILE");
    wrong.put("FALLOW_TOKEN_JWKS_FILE", rsa.toString());
    assertThatThrownBy(() -> SchedulerConfig.of(wrong)).hasMessageContaining("EC key on P-256");
  }

  private Path auditKeys() {
    Path file = folder.resolve("keys-of-the-audit");
    AuditKeys.open(file);
    return file;
  }

  @Test
  void beyondLocalModeTheAuditTrailIsNotSealedWithAKeyThatNobodyHasChosen() throws Exception {
    assertThat(SchedulerConfig.of(local()).auditKeys()).isNotNull();
    assertThat(SchedulerConfig.localKeys(folder)).exists();
    Path empty = Files.writeString(folder.resolve("empty.key"), "\n");
    assertThatThrownBy(() -> SchedulerConfig.of(local("FALLOW_AUDIT_KEY_FILE", empty.toString())))
        .hasMessageContaining("FALLOW_AUDIT_KEY_FILE holds no key");
    assertThatThrownBy(
            () -> SchedulerConfig.of(local("FALLOW_AUDIT_KEY_FILE", "/nowhere/audit.key")))
        .hasMessageContaining("FALLOW_AUDIT_KEY_FILE can't be read");
  }

  @Test
  void requestsAndMigrationsMayHaveLoginsOfTheirOwn() {
    SchedulerConfig config =
        SchedulerConfig.of(
            local(
                "FALLOW_DB_API_USER",
                "api",
                "FALLOW_DB_API_PASSWORD",
                "s3cret",
                "FALLOW_DB_MIGRATION_USER",
                "owner"));
    assertThat(config.requests().orElseThrow().user()).isEqualTo("api");
    assertThat(config.requests().orElseThrow().jdbcUrl()).isEqualTo(URL);
    assertThat(config.migrations().orElseThrow().user()).isEqualTo("owner");
    assertThat(config.toString()).doesNotContain("s3cret");
    assertThatThrownBy(() -> SchedulerConfig.of(local("FALLOW_DB_API_PASSWORD", "s3cret")))
        .hasMessageContaining("FALLOW_DB_API_USER");
  }

  @Test
  void neverPrintsAPassword() {
    assertThat(SchedulerConfig.of(local("FALLOW_DB_PASSWORD", "s3cret")).toString())
        .doesNotContain("s3cret");
  }
}
