package io.fallow.sim.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.queue.DiskQueue;
import io.fallow.gateway.queue.QueueLimits;
import io.fallow.gateway.tls.TlsFiles;
import io.fallow.gateway.uplink.Uplink;
import io.fallow.gateway.uplink.UplinkConfig;
import io.fallow.gateway.wire.DecodedBatch;
import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.ProtobufBatchCodec;
import io.fallow.gateway.wire.Reading;
import io.fallow.gateway.wire.Topics;
import io.fallow.gateway.wire.WireFormatException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's uplink on a real broker that goes away, refuses, and says nothing. */
class UplinkIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final GatewayAddress GATE = new GatewayAddress("lakeside", "gate");
  private static final Instant NOW = Instant.parse("2026-11-21T20:53:00Z");

  @TempDir Path folder;
  private final Door door = new Door();
  private EmbeddedBroker broker;
  private DiskQueue queue;

  @BeforeEach
  void start() throws IOException {
    queue =
        DiskQueue.open(
            folder.resolve("queue"), QueueLimits.DEFAULT.withMessagesOf(1), Clock.systemUTC());
    startBroker(0);
  }

  @AfterEach
  void stop() throws IOException {
    queue.close();
    broker.close();
  }

  @Test
  void deliversOnceWhatWaitsAndWhatComes() throws Exception {
    append(30);
    try (TestClient ingest = ingest();
        Uplink uplink = started("gate-secret")) {
      append(30);

      await().atMost(PATIENCE).until(() -> queue.cursor().waiting() == 0);
      await().atMost(PATIENCE).until(() -> ingest.received.size() == 60);
      assertThat(ingest.received)
          .extracting(UplinkIT::sequence)
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
      assertThat(ingest.received)
          .extracting(TestClient.Received::topic)
          .containsOnly("fallow/v1/lakeside/gate/readings-pb");
      assertThat(uplink.connected()).isTrue();
      assertThat(uplink.trouble()).isEmpty();
      assertThat(uplink.inFlight()).isZero();
    }
  }

  @Test
  void losesNothingWhenTheBrokerGoesAwayAndComesBack() throws Exception {
    ingest().close();
    try (Uplink uplink = started("gate-secret")) {
      append(20);
      await().atMost(PATIENCE).until(() -> queue.cursor().acknowledgedThrough() > 0);
      broker.close();
      append(20);
      await().atMost(PATIENCE).until(() -> uplink.trouble().isPresent() && !uplink.connected());

      startBroker(broker.port());

      await().atMost(PATIENCE).until(() -> queue.cursor().waiting() == 0);
      try (TestClient ingest = ingest()) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(ingest.received)
                        .extracting(UplinkIT::sequence)
                        .containsAll(LongStream.rangeClosed(1, 40).boxed().toList()));
      }
    }
  }

  @Test
  void keepsTryingWithAWrongPasswordUntilTheBrokerTakesIt() throws Exception {
    append(3);
    ingest().close();
    try (Uplink uplink = started("new-secret")) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> uplink.trouble().orElse("").contains("refuses the user name or the password"));
      assertThat(queue.cursor().waiting()).isEqualTo(3);

      door.password = "new-secret";

      await().atMost(PATIENCE).until(() -> queue.cursor().waiting() == 0);
    }
  }

  @Test
  void keepsWhatTheBrokerConfirmsOnlyToRefuseIt() throws Exception {
    append(3);
    ingest().close();
    door.mayPublishReadings = false;
    try (Uplink uplink = started("gate-secret")) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  uplink
                      .trouble()
                      .orElse("")
                      .contains("refuses this user, or what it wants to do"));

      assertThat(queue.cursor().acknowledgedThrough()).isZero();
    }
  }

  @Test
  void saysWhetherItIsOnlineToWhoeverAsksLater() throws Exception {
    try (TestClient ingest = connectIngest()) {
      ingest.subscribe(Topics.status(GATE));
      try (Uplink uplink = started("gate-secret")) {
        await().atMost(PATIENCE).until(() -> newest(ingest).equals("online"));
        await().atMost(PATIENCE).until(uplink::connected);
      }
      await().atMost(PATIENCE).until(() -> newest(ingest).equals("offline"));
    }
  }

  @Test
  void givesUpOnAnAddressThatTakesConnectionsAndNeverAnswers() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("tcp://127.0.0.1:" + silent.getLocalPort());
      try (Uplink uplink =
          new Uplink(config(address, "gate-secret", Duration.ofSeconds(1)), queue)) {
        uplink.start();
        await()
            .atMost(PATIENCE)
            .until(() -> uplink.trouble().orElse("").contains("the broker does not answer"));
      }
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().contains("MQTT Rec: lakeside.gate")));
  }

  private void startBroker(int port) throws IOException {
    broker = new EmbeddedBroker(folder.resolve("broker"), port, door);
  }

  private Uplink started(String password) {
    Uplink uplink = new Uplink(config(broker.uri(), password, Duration.ofSeconds(10)), queue);
    uplink.start();
    return uplink;
  }

  private static UplinkConfig config(URI address, String password, Duration patience) {
    return new UplinkConfig(
        address,
        GATE,
        GATE.toString(),
        password,
        16,
        patience,
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        UplinkConfig.Until.BROKER,
        TlsFiles.USUAL);
  }

  private TestClient ingest() throws MqttException {
    TestClient ingest = connectIngest();
    ingest.subscribe("$share/telemetry/" + Topics.allReadings(PayloadFormat.PROTOBUF));
    return ingest;
  }

  private TestClient connectIngest() throws MqttException {
    return TestClient.connect(broker, "ingest", "ingest", "ingest-secret");
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      queue.append(List.of(Reading.ofPower("mri-1", NOW.plusSeconds(i), 100)));
    }
  }

  private static long sequence(TestClient.Received message) {
    byte[] payload = new byte[message.payload().remaining()];
    message.payload().duplicate().get(payload);
    try {
      DecodedBatch batch = ProtobufBatchCodec.decode(payload);
      return batch.key().orElseThrow().sequence();
    } catch (WireFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** QoS 1 may repeat a message, and a will may repeat a goodbye: the newest counts. */
  private static String newest(TestClient client) {
    return client.received.stream()
        .map(TestClient.Received::text)
        .reduce("", (earlier, later) -> later);
  }

  /** One gateway, whose password and rights a test changes, and the platform. */
  private static final class Door implements BrokerAccess {
    private volatile String password = "gate-secret";
    private volatile boolean mayPublishReadings = true;

    @Override
    public boolean mayConnect(String user, String given) {
      return user.equals("ingest")
          ? given.equals("ingest-secret")
          : user.equals(GATE.toString()) && given.equals(password);
    }

    @Override
    public boolean mayPublish(String user, String topic) {
      return topic.equals(Topics.status(GATE))
          || (mayPublishReadings && topic.equals(Topics.readings(GATE, PayloadFormat.PROTOBUF)));
    }

    @Override
    public boolean maySubscribe(String user, String topicFilter) {
      return user.equals("ingest");
    }
  }
}
