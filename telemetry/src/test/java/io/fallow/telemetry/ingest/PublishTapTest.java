package io.fallow.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.wire.JsonBatchCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishTapTest {

  private static final String PINGRESP = "d000";
  private static final String PUBACK = "40021234";

  private final List<String> taken = new ArrayList<>();

  @Test
  void takesAMessageOut() throws IOException {
    assertThat(passed("3209" + "0001" + "61" + "0007" + "00" + "787979")).isEmpty();
    assertThat(taken).containsExactly("7 1 a xyy");
  }

  @Test
  void takesAMessageWithoutAcknowledgementOrPayload() throws IOException {
    assertThat(passed("3004" + "0001" + "61" + "00")).isEmpty();
    assertThat(taken).containsExactly("0 0 a ");
  }

  @Test
  void overlooksTheProperties() throws IOException {
    assertThat(passed("320b" + "0001" + "61" + "0007" + "03" + "2300ff" + "7879")).isEmpty();
    assertThat(taken).containsExactly("7 1 a xy");
  }

  @Test
  void passesOnWhatIsNoMessage() throws IOException {
    String exactlyOnce = "3409" + "0001" + "61" + "0007" + "00" + "787979";
    String message = "3207" + "0001" + "61" + "0008" + "00" + "78";
    assertThat(passed(PUBACK + message + PINGRESP + exactlyOnce + message + PUBACK))
        .isEqualTo(PUBACK + PINGRESP + exactlyOnce + PUBACK);
    assertThat(taken).containsExactly("8 1 a x", "8 1 a x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"32", "3209", "3209000161", "32090001610007007879", "d0"})
  void endsWhereTheStreamEnds(String cut) throws IOException {
    assertThat(passed(PINGRESP + cut)).isEqualTo(PINGRESP);
    assertThat(taken).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3203000561", "32050001610007", "320800016100077f7878", "3200"})
  void refusesAMessageThatIsNone(String broken) {
    assertThatThrownBy(() -> passed(broken)).isInstanceOf(IOException.class);
    assertThat(taken).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void readsWhatPahoWritesHoweverItIsCut(int seed) throws Exception {
    Random random = new Random(seed);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    List<String> expected = new ArrayList<>();
    StringBuilder others = new StringBuilder();
    for (int i = 1; i <= 300; i++) {
      String payload = "p".repeat(random.nextInt(10) == 0 ? random.nextInt(200_000) : i);
      MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
      message.setQos(1);
      MqttPublish packet = new MqttPublish("t/" + i, message, new MqttProperties());
      packet.setMessageId(i);
      sent.write(packet.getHeader());
      sent.write(packet.getPayload());
      expected.add(i + " 1 t/" + i + " " + payload);
      if (random.nextBoolean()) {
        sent.write(HexFormat.of().parseHex(PUBACK));
        others.append(PUBACK);
      }
    }

    assertThat(passed(new Dripping(sent.toByteArray(), random))).isEqualTo(others.toString());
    assertThat(taken).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void goesOnWhereAReadWasGivenUp(int seed) throws Exception {
    String message = "320b" + "0001" + "61" + "0007" + "03" + "2300ff" + "7879";
    byte[] sent = HexFormat.of().parseHex((message + PUBACK + message + PINGRESP).repeat(50));
    StringBuilder passed = new StringBuilder();
    try (PublishTap tap = new PublishTap(new Halting(sent, new Random(seed)), this::take)) {
      int read = 0;
      while (read >= 0) {
        try {
          read = tap.read();
          passed.append(read < 0 ? "" : "%02x".formatted(read));
        } catch (SocketTimeoutException again) {
          read = 0;
        }
      }
    }
    assertThat(passed).hasToString((PUBACK + PINGRESP).repeat(50));
    assertThat(taken).hasSize(100).containsOnly("7 1 a xy");
  }

  @Test
  void handsOverTheBeginningOfAMessageThatIsTooLong() throws Exception {
    byte[] payload = new byte[20 << 20];
    Arrays.fill(payload, (byte) 'p');
    List<Integer> lengths = new ArrayList<>();
    PublishTap.Taker taker = (id, qos, topic, taken) -> lengths.add(taken.length);
    InputStream sent = new ByteArrayInputStream(packets(payload, new MqttProperties()));
    try (PublishTap tap = new PublishTap(sent, taker)) {
      assertThat(HexFormat.of().formatHex(tap.readAllBytes())).isEqualTo(PINGRESP);
    }
    assertThat(lengths).hasSize(1);
    assertThat(lengths.get(0)).isBetween(JsonBatchCodec.MAX_BYTES + 1, PublishTap.LONGEST);
  }

  @Test
  void handsOverNothingOfAMessageWhosePropertiesAreTooLong() throws Exception {
    MqttProperties properties = new MqttProperties();
    List<UserProperty> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(new UserProperty("k", "v".repeat(60_000)));
    }
    properties.setUserProperties(many);
    assertThat(passed(new ByteArrayInputStream(packets(new byte[] {'x'}, properties))))
        .isEqualTo(PINGRESP);
    assertThat(taken).containsExactly("9 1 t ");
  }

  private static byte[] packets(byte[] payload, MqttProperties properties) throws Exception {
    MqttMessage message = new MqttMessage(payload);
    message.setQos(1);
    MqttPublish packet = new MqttPublish("t", message, properties);
    packet.setMessageId(9);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    sent.write(packet.getHeader());
    sent.write(packet.getPayload());
    sent.write(HexFormat.of().parseHex(PINGRESP));
    return sent.toByteArray();
  }

  private String passed(String hex) throws IOException {
    return passed(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
  }

  private String passed(InputStream sent) throws IOException {
    try (PublishTap tap = new PublishTap(sent, this::take)) {
      return HexFormat.of().formatHex(tap.readAllBytes());
    }
  }

  private void take(int packetId, int qos, String topic, byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    taken.add(packetId + " " + qos + " " + topic + " " + text);
  }

  /** Gives a few bytes at a time, as a network may. */
  private static final class Dripping extends FilterInputStream {

    private final Random random;

    Dripping(byte[] bytes, Random random) {
      super(new ByteArrayInputStream(bytes));
      this.random = random;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return super.read(into, offset, Math.min(length, 1 + random.nextInt(3_000)));
    }
  }

  /** Gives up every other read, as a socket with a time limit does. */
  private static final class Halting extends FilterInputStream {

    private final Random random;

    Halting(byte[] bytes, Random random) {
      super(new ByteArrayInputStream(bytes));
      this.random = random;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (random.nextBoolean()) {
        throw new SocketTimeoutException("nothing came");
      }
      return super.read(into, offset, Math.min(length, 1 + random.nextInt(5)));
    }
  }
}
