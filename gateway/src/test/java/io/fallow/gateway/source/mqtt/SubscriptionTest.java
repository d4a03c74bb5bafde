package io.fallow.gateway.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.gateway.settings.Settings;
import io.fallow.gateway.settings.SettingsException;
import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.wire.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What smart plugs and meters publish, and what becomes of it. */
class SubscriptionTest {

  private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TASMOTA =
      "{\"Time\":\"2026-11-28T10:00:05\",\"ENERGY\":{\"TotalStartTime\":\"2025-01-01T00:00:00\","
          + "\"Total\":12.345,\"Power\":230,\"Factor\":0.98}}";

  @ParameterizedTest(name = "{0} {1}: {2} W")
  @CsvSource(
      delimiter = '|',
      value = {
        "shellies/plug/relay/0/power||57.31|57.31",
        "shellyplus/status/switch:0|/apower|{\"id\":0,\"output\":true,\"apower\":8.9,"
            + "\"aenergy\":{\"total\":6.5,\"by_minute\":[0,1,2]}}|8.9",
        "zigbee2mqtt/oven|/power|{\"linkquality\":90,\"power\":1203,\"state\":\"ON\"}|1203",
        "meter|/a~1b/1|{\"a/b\":[1,\"2.5\"]}|2.5"
      })
  void readsThePowerOfEachMake(String topic, String pointer, String payload, double watts)
      throws Exception {
    List<Reading> readings = read(subscription(topic, pointer, null, null), payload);

    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).powerW().getAsDouble()).isEqualTo((float) watts);
    assertThat(readings.get(0).time()).isEqualTo(NOW);
  }

  @Test
  void putsATimeWithoutAnOffsetIntoItsZone() throws Exception {
    List<Reading> readings =
        read(subscription("tele/t/SENSOR", "/ENERGY/Power", "/Time", "Europe/Berlin"), TASMOTA);

    assertThat(readings.get(0).time()).isEqualTo(Instant.parse("2026-11-28T09:00:05Z"));
  }

  @Test
  void saysThatATimeWithoutAnOffsetNeedsAZone() throws Exception {
    Subscription without = subscription("tele/t/SENSOR", "/ENERGY/Power", "/Time", null);

    assertThatThrownBy(() -> read(without, TASMOTA))
        .isInstanceOf(SourceException.class)
        .hasMessage("the time at /Time has no offset: give the topic a zone, or no time");
  }

  @ParameterizedTest
  @CsvSource({"1796806805,2026-12-09T09:00:05Z", "1796806805123,2026-12-09T09:00:05.123Z"})
  void readsSecondsAndMilliseconds(String time, Instant expected) throws Exception {
    List<Reading> readings =
        read(subscription("m", "/p", "/t", null), "{\"p\":1,\"t\":" + time + "}");

    assertThat(readings.get(0).time()).isEqualTo(expected);
  }

  @Test
  void saysNothingOfAMessageOnOtherThings() throws Exception {
    assertThat(read(subscription("m", "/power", null, null), "{\"battery\":90}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"p\":NaN}",
        "{\"p\":-1}",
        "{\"p\":1e999}",
        "{\"p\":null}",
        "{\"p\":{\"q\":1}}",
        "{\"p\":\"off\"}",
        "{\"p\":",
        "offline"
      })
  void refusesWhatIsNoPower(String payload) throws Exception {
    Subscription power = subscription("m", "/p", null, null);

    assertThatThrownBy(() -> read(power, payload))
        .isInstanceOf(SourceException.class)
        .message()
        .isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({"99999999999999999999", "-5", "\"soon\"", "{}", "null"})
  void refusesWhatIsNoTime(String time) throws Exception {
    Subscription timed = subscription("m", "/p", "/t", null);

    assertThatThrownBy(() -> read(timed, "{\"p\":1,\"t\":" + time + "}"))
        .isInstanceOf(SourceException.class);
  }

  @Test
  void endsInReadingsOrARefusalWhateverComes() throws Exception {
    Random random = new Random(6);
    Subscription timed = subscription("m", "/ENERGY/Power", "/Time", "Europe/Berlin");
    for (int i = 0; i < 20_000; i++) {
      byte[] payload = TASMOTA.getBytes(UTF_8);
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(timed.read(payload, NOW).readings()).hasSizeLessThan(2);
      } catch (SourceException refusal) {
        assertThat(refusal.getMessage()).isNotBlank();
      }
    }
  }

  private static List<Reading> read(Subscription subscription, String payload)
      throws SourceException {
    return subscription.read(payload.getBytes(UTF_8), NOW).readings();
  }

  private static Subscription subscription(String topic, String pointer, String time, String zone)
      throws SettingsException, IOException {
    ObjectNode settings = JSON.createObjectNode();
    settings.put("topic", topic).put("asset", "plug").put("quantity", "power");
    putIfGiven(settings, "pointer", pointer);
    putIfGiven(settings, "time", time);
    putIfGiven(settings, "zone", zone);
    return Subscription.of(new Settings(settings, "", Path.of(".")));
  }

  private static void putIfGiven(ObjectNode settings, String key, String value) {
    if (value != null) {
      settings.put(key, value);
    }
  }
}
