package io.fallow.scheduler.api.telling;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.scheduler.telling.webhook.Attempt;
import io.fallow.scheduler.telling.webhook.Destination;
import io.fallow.scheduler.telling.webhook.Message;
import io.fallow.scheduler.telling.webhook.Outgoing;
import io.fallow.scheduler.telling.webhook.Secret;
import io.fallow.telemetry.work.BoundedWorkers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookPostIT {

  private static final String NAME = "receiver.example";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Receiver receiver = new Receiver();
  private final BoundedWorkers workers =
      new BoundedWorkers(vertx, new SimpleMeterRegistry(), "test-names", 2, 10);

  @AfterEach
  void close() {
    receiver.close();
    ApiWorld.settled(vertx.close());
  }

  private Attempt sent(WebhookPost post, String url) {
    Outgoing outgoing =
        new Outgoing(
            UUID.randomUUID(),
            UUID.randomUUID(),
            url,
            List.of(Secret.random()),
            1,
            new Message("msg_1", "{\"type\": \"webhook.test\"}"),
            0);
    return ApiWorld.settled(post.send(outgoing, Instant.now()));
  }

  private WebhookPost post(boolean privateAllowed, Destination.Names names) {
    return new WebhookPost(vertx, workers, names, privateAllowed);
  }

  private WebhookPost impatient() {
    return new WebhookPost(
        vertx,
        workers,
        WebhookPostIT::loopback,
        true,
        Duration.ofSeconds(2),
        new HttpClientOptions());
  }

  private static List<InetAddress> loopback(String host) throws UnknownHostException {
    return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
  }

  @Test
  void nothingIsSentToAPrivateAddressUnlessThatIsAllowed() {
    String url = receiver.url().replace("http:", "https:").replace("127.0.0.1", NAME);
    Attempt refused = sent(post(false, WebhookPostIT::loopback), url);
    assertThat(refused.text()).isEqualTo("the host's address is not a public one");
    assertThat(sent(post(false, WebhookPostIT::loopback), receiver.url()).text())
        .isEqualTo("the address must begin with https://");
    assertThat(receiver.received()).isEmpty();
    assertThat(sent(post(true, WebhookPostIT::loopback), receiver.url()).succeeded()).isTrue();
  }

  @Test
  void aNameIsAskedForOnceAndTheConnectionGoesToTheAddressThatWasChecked() {
    AtomicInteger asked = new AtomicInteger();
    Destination.Names moving =
        host -> {
          if (asked.incrementAndGet() > 1) {
            throw new UnknownHostException("asked again");
          }
          return loopback(host);
        };
    Attempt attempt =
        sent(post(true, moving), receiver.url().replace("127.0.0.1", "does-not-exist.invalid"));
    assertThat(attempt.succeeded()).as(attempt.text()).isTrue();
    assertThat(asked).hasValue(1);
    assertThat(receiver.received().get(0).headers().get("host").get(0))
        .startsWith("does-not-exist.invalid:");
  }

  @Test
  void redirectsAreNotFollowed() {
    receiver.answers(
        request ->
            request.response().setStatusCode(307).putHeader("Location", receiver.url()).end());
    Attempt attempt = sent(post(true, WebhookPostIT::loopback), receiver.url());
    assertThat(attempt.status()).hasValue(307);
    assertThat(attempt.succeeded()).isFalse();
    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void ofALongAnswerOnlyTheBeginningIsTaken() {
    receiver.answers(
        request -> {
          request.response().setChunked(true);
          vertx.setPeriodic(1, more -> request.response().write(Buffer.buffer("y".repeat(10_000))));
        });
    Attempt attempt = sent(post(true, WebhookPostIT::loopback), receiver.url());
    assertThat(attempt.succeeded()).isTrue();
    assertThat(attempt.text()).isEqualTo("y".repeat(1_000));
  }

  @Test
  void anAnswerThatNeverComesIsWaitedForOnlySoLong() {
    receiver.answers(request -> {});
    Attempt silent = sent(impatient(), receiver.url());
    assertThat(silent.text()).isEqualTo("no answer within 2 s");
    receiver.answers(request -> request.response().setChunked(true).write("begun"));
    Attempt endless = sent(impatient(), receiver.url());
    assertThat(endless.status()).hasValue(200);
    assertThat(endless.text()).isEqualTo("begun");
  }

  @Test
  void aReceiverThatAsksForTimeIsHeard() {
    receiver.answers(
        request ->
            request.response().setStatusCode(429).putHeader("Retry-After", "120").end("slow"));
    Attempt attempt = sent(post(true, WebhookPostIT::loopback), receiver.url());
    assertThat(attempt.retryAfter()).contains(Duration.ofMinutes(2));
  }

  @Test
  void aConnectionThatIsRefusedOrCutIsAFailureWithItsReason() {
    receiver.answers(request -> request.connection().close());
    assertThat(sent(post(true, WebhookPostIT::loopback), receiver.url()).text()).isNotBlank();
    receiver.close();
    Attempt refused = sent(post(true, WebhookPostIT::loopback), receiver.url());
    assertThat(refused.status()).isEmpty();
    assertThat(refused.text()).isNotBlank();
    assertThat(
            sent(
                    post(
                        true,
                        host -> {
                          throw new UnknownHostException(host);
                        }),
                    receiver.url())
                .text())
        .isEqualTo("the host's name is not known");
  }

  @Test
  void theCertificateMustBeTheNamesAlthoughTheConnectionGoesToTheAddress() throws Exception {
    PfxOptions key = certificate();
    HttpServer secure =
        ApiWorld.settled(
            vertx
                .createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(key))
                .requestHandler(request -> request.response().end("secure"))
                .listen(0, "127.0.0.1"));
    HttpClientOptions trust = new HttpClientOptions().setTrustOptions(key);
    WebhookPost post =
        new WebhookPost(
            vertx, workers, WebhookPostIT::loopback, true, Duration.ofSeconds(20), trust);
    String rest = ":" + secure.actualPort() + "/";
    Attempt good = sent(post, "https://" + NAME + rest);
    assertThat(good.text()).isEqualTo("secure");
    Attempt other = sent(post, "https://other.example" + rest);
    assertThat(other.status()).isEmpty();
    Attempt untrusted = sent(post(true, WebhookPostIT::loopback), "https://" + NAME + rest);
    assertThat(untrusted.status()).isEmpty();
  }

  /** A key and its certificate, made by the JDK's own tool. */
  private PfxOptions certificate() throws Exception {
    Path store = folder.resolve("receiver.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "receiver",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + NAME,
                "-ext",
                "san=dns:" + NAME,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "password")
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return new PfxOptions().setPath(store.toString()).setPassword("password");
  }
}
