package io.fallow.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.config.GatewayFile;
import io.fallow.gateway.program.SourceTypes;
import io.fallow.gateway.program.Trial;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceHealth.Standing;
import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.sim.mosquitto.MosquittoTls;
import io.fallow.sim.mosquitto.MosquittoUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site's broker over TLS, a real Mosquitto, as the gateway's file names it. */
class MqttSourceTlsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private Authority authority;

  @BeforeEach
  void begin() throws Exception {
    authority = new Authority(folder.resolve("authority"));
    Files.writeString(folder.resolve("password"), "secret\n");
  }

  @Test
  void readsFromABrokerWhomTheFilesAuthorityHasSigned() throws Exception {
    stands(authority.certify("localhost"), "ca: " + authority.certificate(), Standing.OK, "");
  }

  @Test
  void doesNotTrustABrokerWhomNobodyKnownHasSigned() throws Exception {
    stands(
        authority.certify("localhost"),
        "",
        Standing.TROUBLE,
        "nobody whom this gateway trusts has signed the broker's certificate");
  }

  @Test
  void doesNotTrustABrokerUnderAnotherName() throws Exception {
    stands(
        authority.certify("elsewhere.example"),
        "ca: " + authority.certificate(),
        Standing.TROUBLE,
        "the broker's certificate is for another name");
  }

  private void stands(MosquittoTls tls, String ca, Standing standing, String words)
      throws Exception {
    try (LocalMosquitto broker =
        LocalMosquitto.start(
            MosquittoConfig.in(folder.resolve("broker"))
                .with(tls)
                .with(MosquittoUser.gateway("lakeside", "gw-1", "secret")))) {
      Source source = source(broker, ca);
      try (Trial trial = Trial.start(List.of(source), (name, reading) -> {})) {
        trial.await(PATIENCE, () -> source.health().standing() != Standing.STARTING);
        await().atMost(PATIENCE).until(() -> source.health().standing() == standing);
        assertThat(source.health().trouble().orElse("")).contains(words);
      }
    }
  }

  private Source source(LocalMosquitto broker, String ca) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            """
            sources:
              - name: plugs
                type: mqtt
                broker: "ssl://localhost:%d"
                user: lakeside.gw-1
                passwordFile: password
                topics:
                  - { topic: fallow/v1/lakeside/gw-1/commands, asset: saw, quantity: power }
                %s
            """
                .formatted(broker.uri().getPort(), ca));
    return GatewayFile.read(file, SourceTypes.ALL, Clock.systemUTC()).sources().get(0);
  }
}
