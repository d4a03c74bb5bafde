package io.fallow.sim.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker and real clients; what they may do is what {@link Own} says. */
class EmbeddedBrokerIT {

  private static final int GRANTED = 1;
  private static final int BAD_USER_OR_PASSWORD = 0x86;
  private static final int NOT_AUTHORISED = 0x87;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private EmbeddedBroker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new EmbeddedBroker(folder, 0, new Own());
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  @Test
  void refusesAWrongPasswordAnUnknownUserAndNoPasswordAtAll() {
    assertThat(refusal("mill", "wrong")).isEqualTo(BAD_USER_OR_PASSWORD);
    assertThat(refusal("nobody", "mill-secret")).isEqualTo(BAD_USER_OR_PASSWORD);
    assertThat(refusal("mill", "")).isEqualTo(BAD_USER_OR_PASSWORD);
  }

  @Test
  void refusesToPublishToATopicNotOnesOwn() throws Exception {
    try (TestClient ingest = ingest("ingest");
        TestClient mill = mill()) {
      ingest.subscribe("site/#");

      assertThat(mill.publish("site/press/readings", "foreign")).isEqualTo(NOT_AUTHORISED);
      assertThat(mill.publish("site/mill", "no room")).isEqualTo(NOT_AUTHORISED);
      assertThat(mill.publish("site.mill/readings", "a dot")).isEqualTo(NOT_AUTHORISED);
      assertThat(mill.publish("$sys.mqtt.sessions", "the broker's")).isEqualTo(NOT_AUTHORISED);
      assertThat(mill.publish("activemq.management", "the broker's")).isEqualTo(NOT_AUTHORISED);
      mill.publish("site/mill/readings", "own");

      await().atMost(PATIENCE).until(() -> !ingest.received.isEmpty());
      assertThat(ingest.received)
          .extracting(TestClient.Received::topic, TestClient.Received::text)
          .containsExactly(tuple("site/mill/readings", "own"));
    }
  }

  @Test
  void refusesToSubscribeToATopicNotOnesOwn() throws Exception {
    try (TestClient mill = mill()) {
      assertThat(mill.subscribe("site/mill/commands")).isEqualTo(GRANTED);
      for (String foreign :
          new String[] {"#", "+/mill/commands", "site/press/commands", "site/+/commands"}) {
        assertThat(mill.subscribe(foreign)).as(foreign).isEqualTo(NOT_AUTHORISED);
      }
    }
  }

  @Test
  void keepsTheQueueOfASharedSubscriptionThatAnotherReachesFor() throws Exception {
    try (TestClient ingest = ingest("ingest")) {
      ingest.subscribe("$share/telemetry/site/#");
      for (String foreign :
          new String[] {"$share/telemetry/site/#", "site/mill/commands::telemetry"}) {
        try (TestClient mill = mill()) {
          assertThat(mill.subscribe(foreign)).as(foreign).isNotEqualTo(GRANTED);
        }
      }
      try (TestClient mill = mill()) {
        assertThat(mill.publish("site/mill/readings", "after")).isZero();
      }

      await().atMost(PATIENCE).until(() -> !ingest.received.isEmpty());
      assertThat(ingest.received).extracting(TestClient.Received::text).containsExactly("after");
    }
  }

  @Test
  void refusesTheClientIdOfAnotherUser() throws Exception {
    try (TestClient ingest = ingest("ingest")) {
      ingest.subscribe("site/#");

      assertThatExceptionOfType(MqttException.class)
          .isThrownBy(() -> TestClient.connect(broker, "ingest", "mill", "mill-secret").close());
      try (TestClient mill = mill()) {
        mill.publish("site/mill/readings", "after");
      }

      await().atMost(PATIENCE).until(() -> !ingest.received.isEmpty());
    }
  }

  @Test
  void endsTheConnectionsOfThoseWhoAreCutAndNobodyElses() throws Exception {
    try (TestClient ingest = ingest("ingest");
        TestClient mill = mill()) {
      ingest.subscribe("site/#");
      broker.cut(Set.of("mill"));
      await().atMost(Duration.ofSeconds(2)).until(() -> !mill.isConnected());
      assertThat(ingest.isConnected()).isTrue();
    }
  }

  @Test
  void keepsMessagesForAnAbsentSubscriberOverARestart() throws Exception {
    try (TestClient ingest = ingest("ingest")) {
      ingest.subscribe("$share/telemetry/site/#");
    }
    try (TestClient mill = mill()) {
      for (int i = 0; i < 300; i++) {
        mill.publish("site/mill/readings", "message " + i);
      }
    }
    broker.close();
    broker = new EmbeddedBroker(folder, 0, new Own());

    try (TestClient ingest = ingest("ingest")) {
      await().atMost(PATIENCE).until(() -> ingest.received.size() >= 300);
      assertThat(ingest.received)
          .extracting(TestClient.Received::text)
          .containsExactlyElementsOf(
              IntStream.range(0, 300).mapToObj(i -> "message " + i).toList());
    }
  }

  @Test
  void splitsASharedSubscriptionSoThatEachMessageComesOnce() throws Exception {
    try (TestClient first = ingest("first");
        TestClient second = ingest("second");
        TestClient mill = mill()) {
      first.subscribe("$share/telemetry/site/#");
      second.subscribe("$share/telemetry/site/#");
      for (int i = 0; i < 400; i++) {
        mill.publish("site/mill/readings", "message " + i);
      }

      await().atMost(PATIENCE).until(() -> first.received.size() + second.received.size() >= 400);
      assertThat(first.received.size() + second.received.size()).isEqualTo(400);
      assertThat(first.received).hasSizeGreaterThan(100);
      assertThat(second.received).hasSizeGreaterThan(100);
    }
  }

  @Test
  void passesATenMegabyteMessageOn() throws Exception {
    byte[] large = new byte[10 << 20];
    large[large.length - 1] = 1;
    try (TestClient ingest = ingest("ingest");
        TestClient mill = mill()) {
      ingest.subscribe("site/#");
      mill.publish("site/mill/readings", large);

      await().atMost(PATIENCE).until(() -> !ingest.received.isEmpty());
      assertThat(ingest.received.element().payload().array()).isEqualTo(large);
    }
  }

  @Test
  void confirmsNothingToAnOldClientThatItIsTooSmallFor() throws Exception {
    try (Socket old = new Socket(broker.uri().getHost(), broker.port())) {
      old.setSoTimeout((int) PATIENCE.toMillis());
      DataOutputStream out = new DataOutputStream(old.getOutputStream());
      out.write(new byte[] {0x10, 34, 0, 4, 'M', 'Q', 'T', 'T', 4, (byte) 0xC2, 0, 60});
      for (String text : List.of("old", "mill", "mill-secret")) {
        out.writeUTF(text);
      }
      assertThat(old.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
      int length = (17 << 20) + 22;
      out.write(new byte[] {0x32, (byte) (length | 0x80), (byte) (length >> 7 | 0x80)});
      out.write(new byte[] {(byte) (length >> 14 | 0x80), (byte) (length >> 21)});
      try {
        out.writeUTF("site/mill/readings");
        out.writeShort(1);
        out.write(new byte[17 << 20]);
        assertThat(old.getInputStream().read()).isEqualTo(-1);
      } catch (SocketException closed) {
        assertThat(closed).hasMessageMatching("(?i).*(broken pipe|reset).*");
      }
    }
  }

  @Test
  void dropsNothingWhenMoreComesInThanItsMemoryHolds() throws Exception {
    int messages = 80;
    try (TestClient ingest = ingest("ingest")) {
      ingest.subscribe("site/#");
    }
    try (TestClient mill = mill()) {
      for (int i = 0; i < messages; i++) {
        byte[] payload = new byte[1 << 19];
        payload[0] = (byte) i;
        mill.publish("site/mill/readings", payload);
      }
    }
    try (TestClient ingest = ingest("ingest")) {
      await().atMost(PATIENCE).until(() -> ingest.received.size() >= messages);
      assertThat(ingest.received)
          .extracting(message -> (int) message.payload().get(0))
          .containsExactlyElementsOf(IntStream.range(0, messages).boxed().toList());
    }
  }

  @Test
  void saysThatAPortIsTaken(@TempDir Path other) {
    assertThatExceptionOfType(BindException.class)
        .isThrownBy(() -> new EmbeddedBroker(other, broker.port(), new Own()));
  }

  private TestClient ingest(String id) throws MqttException {
    return TestClient.connect(broker, id, "ingest", "ingest-secret");
  }

  private TestClient mill() throws MqttException {
    return TestClient.connect(broker, "mill", "mill", "mill-secret");
  }

  private int refusal(String user, String password) {
    return catchThrowableOfType(
            MqttException.class, () -> TestClient.connect(broker, "any", user, password).close())
        .getReasonCode();
  }

  /** Each user has {@code site/user/…}; ingest hears all. */
  private record Own() implements BrokerAccess {

    private static final Map<String, String> PASSWORDS =
        Map.of("mill", "mill-secret", "ingest", "ingest-secret");

    @Override
    public boolean mayConnect(String user, String password) {
      return password.equals(PASSWORDS.get(user));
    }

    @Override
    public boolean mayUse(String user, String clientId) {
      return !clientId.equals("ingest") || user.equals("ingest");
    }

    @Override
    public boolean mayPublish(String user, String topic) {
      return topic.equals("site/" + user + "/readings");
    }

    @Override
    public boolean maySubscribe(String user, String topicFilter) {
      return user.equals("ingest") || topicFilter.equals("site/" + user + "/commands");
    }
  }
}
