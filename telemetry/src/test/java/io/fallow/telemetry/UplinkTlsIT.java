package io.fallow.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.tls.TlsFiles;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.Reading;
import io.fallow.sim.mosquitto.LocalMosquitto;
import io.fallow.sim.mosquitto.MosquittoConfig;
import io.fallow.sim.mosquitto.MosquittoTls;
import io.fallow.sim.mosquitto.MosquittoUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway's uplink and a real Mosquitto, each with certificates of many kinds. */
class UplinkTlsIT {

  private static final GatewayAddress GATEWAY = new GatewayAddress("lakeside", "gw-1");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SECRET = "secret";

  @TempDir private Path folder;
  private Authority authority;

  @BeforeEach
  void begin() throws Exception {
    authority = new Authority(folder.resolve("authority"));
  }

  @Test
  void trustsWhomItsOwnAuthorityFileNames() throws Exception {
    connects(authority.certify("localhost"), trusting(authority));
  }

  @Test
  void refusesABrokerWithACertificateForAnotherName() throws Exception {
    refuses(
        authority.certify("elsewhere.example"),
        trusting(authority),
        "the broker's certificate is for another name than the one in its address");
  }

  @Test
  void refusesABrokerWhoseCertificateHasExpired() throws Exception {
    refuses(
        authority.certifyLongAgo("localhost"),
        trusting(authority),
        "the broker's certificate has expired, or this machine's clock is wrong");
  }

  @Test
  void refusesABrokerThatSignedItsCertificateItself() throws Exception {
    refuses(
        authority.signedByItself("localhost"),
        trusting(authority),
        "nobody whom this gateway trusts has signed the broker's certificate");
  }

  @Test
  void refusesABrokerWhomOnlySomebodyElseTrusts() throws Exception {
    Authority stranger = new Authority(folder.resolve("stranger"));
    refuses(
        stranger.certify("localhost"),
        trusting(authority),
        "nobody whom this gateway trusts has signed the broker's certificate");
  }

  @Test
  void showsItsOwnCertificateToABrokerThatWantsOne() throws Exception {
    MosquittoTls broker = authority.certify("localhost").requiring(authority.certificate());
    MosquittoTls own = authority.certify("gw-1");

    connects(
        broker, trusting(authority).showing(new TlsFiles.Identity(own.certificate(), own.key())));
  }

  @Test
  void saysThatABrokerWantsACertificateIfItHasNone() throws Exception {
    refuses(
        authority.certify("localhost").requiring(authority.certificate()),
        trusting(authority),
        "the broker wants a certificate of this gateway that it trusts");
  }

  @Test
  void saysThatABrokerDoesNotTrustItsCertificate() throws Exception {
    MosquittoTls own = new Authority(folder.resolve("stranger")).certify("gw-1");
    refuses(
        authority.certify("localhost").requiring(authority.certificate()),
        trusting(authority).showing(new TlsFiles.Identity(own.certificate(), own.key())),
        "the broker wants a certificate of this gateway that it trusts");
  }

  @Test
  void saysWhatIsWrongWithItsFiles() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.pem"), "no PEM");
    Path old =
        Files.writeString(
            folder.resolve("old.key"),
            "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n");
    MosquittoTls own = authority.certify("gw-1");
    MosquittoTls broker = authority.certify("localhost");

    refuses(broker, TlsFiles.USUAL.trusting(wrong), "wrong.pem holds no certificate");
    refuses(
        broker,
        trusting(authority).showing(new TlsFiles.Identity(own.certificate(), old)),
        "openssl pkcs8 -topk8 -nodes -in");
    refuses(broker, TlsFiles.USUAL.trusting(folder.resolve("none.pem")), "none.pem cannot be read");
  }

  private static TlsFiles trusting(Authority signer) throws Exception {
    return TlsFiles.USUAL.trusting(signer.certificate());
  }

  private void connects(MosquittoTls broker, TlsFiles tls) throws Exception {
    try (LocalMosquitto mosquitto = mosquitto(broker);
        DiskQueue queue = queue();
        Uplink uplink = uplink(mosquitto, queue, tls)) {
      uplink.start();
      await().atMost(PATIENCE).until(uplink::connected);
      assertThat(uplink.trouble()).isEmpty();
    }
  }

  private void refuses(MosquittoTls broker, TlsFiles tls, String reason) throws Exception {
    try (LocalMosquitto mosquitto = mosquitto(broker);
        DiskQueue queue = queue();
        Uplink uplink = uplink(mosquitto, queue, tls)) {
      uplink.start();
      queue.append(List.of(Reading.ofPower("mri-1", Instant.now(), 1)));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(uplink.trouble()).get().asString().contains(reason));
      assertThat(uplink.connected()).isFalse();
      assertThat(queue.cursor().acknowledgedThrough()).isZero();
    }
  }

  private LocalMosquitto mosquitto(MosquittoTls tls) {
    return LocalMosquitto.start(
        MosquittoConfig.in(folder.resolve("broker"))
            .with(tls)
            .with(MosquittoUser.gateway("lakeside", "gw-1", SECRET)));
  }

  private DiskQueue queue() throws Exception {
    Path own = Files.createTempDirectory(folder, "queue");
    return DiskQueue.open(own, QueueLimits.DEFAULT, Clock.systemUTC());
  }

  private static Uplink uplink(LocalMosquitto broker, DiskQueue queue, TlsFiles tls) {
    return new Uplink(UplinkConfig.of(broker.uri(), GATEWAY, SECRET).with(tls), queue);
  }
}
