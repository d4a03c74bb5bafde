package io.fallow.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
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
}
