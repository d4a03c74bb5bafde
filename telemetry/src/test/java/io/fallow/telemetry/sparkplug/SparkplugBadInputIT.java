package io.fallow.telemetry.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.WireFormatException;
import io.fallow.gateway.wire.sparkplug.SparkplugCodec;
import io.fallow.sim.edge.TahuNode;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a Tahu node really sent, damaged and sent again in its name: kept with a reason, while all
 * that the node itself sends in between is stored.
 */
class SparkplugBadInputIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int DAMAGED = 120;
  private static final int FIRST_POWER = 1_000;

  @TempDir Path folder;

  @Test
  void everyDamagedMessageIsKeptWithItsReasonAndTheNextGoodOneIsStored() throws Exception {
    try (SparkplugWorld world = new SparkplugWorld(folder);
        Eavesdropper line =
            new Eavesdropper(
                world.broker.uri(), "telemetry", "lakeside.edge-1", SparkplugWorld.SECRET);
        SparkplugHost host = world.host();
        TahuNode node = world.node()) {
      await().atMost(PATIENCE).until(() -> world.activity() == Activity.STANDBY);
      node.does("IN_USE");
      await().atMost(PATIENCE).until(() -> world.activity() == Activity.IN_USE);
      int births = node.births();

      List<Arrival> bad = damaged(line.heard(), new Random(20261122));
      TreeSet<String> powers = new TreeSet<>();
      for (int i = 0; i < bad.size(); i++) {
        line.say(bad.get(i));
        node.takes(FIRST_POWER + i);
        powers.add("" + (FIRST_POWER + i));
      }

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(world.texts("SELECT power_w::int FROM reading WHERE power_w >= 1000"))
                      .containsAll(powers));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(world.texts(KEPT)).containsExactlyInAnyOrderElementsOf(rows(bad)));
      assertThat(node.births()).as("its session was not disturbed").isEqualTo(births);
      assertThat(world.activity()).isEqualTo(Activity.IN_USE);
      assertThat(host.trouble()).isEmpty();
    }
  }

  private static final String KEPT =
      "SELECT topic || ' ' || reason || ' ' || md5(payload) FROM rejected_message";

  /**
   * Messages that nobody can read, each made of one that a node sent, and two that are too long.
   */
  private static List<Arrival> damaged(List<Arrival> real, Random random) {
    assertThat(real.stream().map(each -> each.topic().split("/", -1)[2]))
        .contains("NBIRTH", "DBIRTH", "DDATA");
    List<Arrival> damaged = new ArrayList<>();
    TreeSet<String> seen = new TreeSet<>();
    for (int i = 0; damaged.size() < DAMAGED; i++) {
      Arrival one = real.get(i % real.size());
      byte[] payload = mutate(one.payload(), random);
      if (reason(payload).isPresent() && seen.add(HexFormat.of().formatHex(payload))) {
        damaged.add(new Arrival(one.topic(), payload));
      }
    }
    String topic = real.get(0).topic();
    damaged.add(new Arrival(topic, new byte[SparkplugCodec.MOST_BYTES + 1]));
    damaged.add(new Arrival(topic, longMetric()));
    return damaged;
  }

  private static byte[] mutate(byte[] real, Random random) {
    int length = random.nextBoolean() ? real.length : 1 + random.nextInt(real.length + 20);
    byte[] mutated = Arrays.copyOf(real, length);
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
    }
    return mutated;
  }

  /** A payload of one metric of a byte more than a metric may have. */
  private static byte[] longMetric() {
    int size = SparkplugCodec.MOST_METRIC_BYTES + 1;
    byte[] payload = new byte[4 + size];
    payload[0] = (2 << 3) | 2;
    payload[1] = (byte) ((size & 0x7f) | 0x80);
    payload[2] = (byte) (((size >> 7) & 0x7f) | 0x80);
    payload[3] = (byte) (size >> 14);
    return payload;
  }

  private static Optional<String> reason(byte[] payload) {
    try {
      SparkplugCodec.decode(payload);
      return Optional.empty();
    } catch (WireFormatException refusal) {
      return Optional.of(refusal.reason().code());
    }
  }

  private static List<String> rows(List<Arrival> bad) throws Exception {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    List<String> rows = new ArrayList<>();
    for (Arrival each : bad) {
      String digest = HexFormat.of().formatHex(md5.digest(each.payload()));
      rows.add(each.topic() + " " + reason(each.payload()).orElseThrow() + " " + digest);
    }
    return rows;
  }
}
