package io.fallow.sim.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.config.GatewayFile;
import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.IntakeException;
import io.fallow.gateway.source.Source;
import io.fallow.gateway.source.SourceHealth.Standing;
import io.fallow.gateway.source.mqtt.MqttType;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's source of a site's broker, at a real one that goes away, repeats and refuses. */
class MqttSourceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SHELLY = "shellies/plug/relay/0/power";

  @TempDir Path folder;
  private final Kept kept = new Kept();
  private final Door door = new Door();
  private EmbeddedBroker broker;
  private Source source;

  @BeforeEach
  void start() throws Exception {
    broker = new EmbeddedBroker(folder.resolve("broker"), 0, door);
    source = source();
    source.start(kept);
    awaitStanding(Standing.OK);
  }

  @AfterEach
  void stop() throws IOException {
    source.close();
    broker.close();
  }

  @Test
  void readsWhatPlugsOfEachMakePublish() throws Exception {
    publish(SHELLY, "57.31");
    publish("shellyplus/status/switch:0", "{\"id\":0,\"apower\":8.9,\"aenergy\":{\"total\":6.5}}");
    publish(
        "tele/tasmota/SENSOR",
        "{\"Time\":\"2026-11-28T10:00:05\",\"ENERGY\":{\"Total\":12.3,\"Power\":230}}");
    publish("tele/tasmota/LWT", "Offline");
    publish("zigbee2mqtt/oven", "{\"power\":1203,\"state\":\"ON\"}");
    publish("zigbee2mqtt/oven", "not JSON");
    publish(SHELLY, "-5");

    await().atMost(PATIENCE).until(() -> source.health().refused() == 2);
    assertThat(kept.all())
        .extracting(Reading::asset)
        .containsExactly("shelly", "shelly-2", "tasmota", "tasmota", "oven");
    assertThat(kept.all().get(2).time()).isEqualTo(Instant.parse("2026-11-28T09:00:05Z"));
    assertThat(kept.all().get(3).activity()).contains(Activity.UNKNOWN);
    assertThat(kept.all().get(4).powerW()).hasValue(1_203);
  }

  @Test
  void takesAgainWhatCouldNotBeKept() throws Exception {
    kept.full(true);
    publish(SHELLY, "1");
    publish(SHELLY, "2");
    awaitStanding(Standing.TROUBLE);
    kept.full(false);

    awaitPowers(1, 2);
  }

  @Test
  void takesWhatCameWhileItWasDownAlsoIfItIsMoreThanMayBeUnderWay() throws Exception {
    source.close();
    try (TestClient plug = TestClient.connect(broker, "plug", "plug", "secret")) {
      for (int i = 0; i < 500; i++) {
        plug.publish(SHELLY, Integer.toString(i));
      }
    }
    source = source();
    source.start(kept);

    awaitPowers(IntStream.range(0, 500).toArray());
  }

  @Test
  void comesBackWithTheBroker() throws Exception {
    publish(SHELLY, "1");
    awaitPowers(1);
    int port = broker.port();
    broker.close();
    awaitStanding(Standing.TROUBLE);
    broker = new EmbeddedBroker(folder.resolve("broker"), port, door);
    awaitStanding(Standing.OK);
    publish(SHELLY, "2");

    awaitPowers(1, 2);
  }

  @Test
  void saysThatTheBrokerRefusesThePassword() throws Exception {
    source.close();
    source = source("another");
    source.start(kept);

    awaitStanding(Standing.TROUBLE);
    assertThat(source.health().trouble().orElseThrow()).contains("127.0.0.1:" + broker.port());
    door.password = "another";
    awaitStanding(Standing.OK);
  }

  private Source source() throws Exception {
    return source("secret");
  }

  private Source source(String password) throws Exception {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(folder.resolve("password"), password + "\n");
    Files.writeString(
        file,
        """
        sources:
          - name: plugs
            type: mqtt
            broker: tcp://127.0.0.1:%d
            user: gate
            passwordFile: password
            topics:
              - { topic: "%s", asset: shelly, quantity: power }
              - { topic: "shellyplus/status/switch:0", pointer: /apower, asset: shelly-2, quantity: power }
              - { topic: tele/tasmota/SENSOR, pointer: /ENERGY/Power, time: /Time, zone: Europe/Berlin, asset: tasmota, quantity: power }
              - { topic: tele/tasmota/LWT, asset: tasmota, quantity: activity, activities: { Offline: UNKNOWN } }
              - { topic: zigbee2mqtt/+, pointer: /power, asset: oven, quantity: power }
        """
            .formatted(broker.port(), SHELLY),
        StandardCharsets.UTF_8);
    return GatewayFile.read(file, List.of(new MqttType()), Clock.systemUTC()).sources().get(0);
  }

  private void publish(String topic, String payload) throws MqttException {
    try (TestClient plug = TestClient.connect(broker, "plug", "plug", "secret")) {
      plug.publish(topic, payload);
    }
  }

  private void awaitStanding(Standing standing) {
    await().atMost(PATIENCE).until(() -> source.health().standing() == standing);
  }

  /** QoS 1 may say a thing twice, and in its order. */
  private void awaitPowers(int... powers) {
    List<Integer> expected = IntStream.of(powers).boxed().toList();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        kept.all().stream()
                            .map(each -> (int) each.powerW().getAsDouble())
                            .distinct()
                            .toList())
                    .isEqualTo(expected));
  }

  private static final class Kept implements Intake {
    private final List<Reading> readings = new ArrayList<>();
    private boolean full;

    @Override
    public synchronized void take(List<Reading> some, Optional<String> place)
        throws IntakeException {
      if (full) {
        throw new IntakeException("the queue is full", new IllegalStateException());
      }
      readings.addAll(some);
    }

    @Override
    public Optional<String> place() {
      return Optional.empty();
    }

    synchronized void full(boolean now) {
      full = now;
    }

    synchronized List<Reading> all() {
      return List.copyOf(readings);
    }
  }

  private static final class Door implements BrokerAccess {
    private volatile String password = "secret";

    @Override
    public boolean mayConnect(String user, String given) {
      return given.equals(user.equals("gate") ? password : "secret");
    }

    @Override
    public boolean mayPublish(String user, String topic) {
      return user.equals("plug");
    }

    @Override
    public boolean maySubscribe(String user, String topicFilter) {
      return user.equals("gate");
    }
  }
}
