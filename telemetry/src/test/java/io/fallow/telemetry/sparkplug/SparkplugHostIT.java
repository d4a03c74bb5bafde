package io.fallow.telemetry.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.Activity;
import io.fallow.sim.edge.TahuNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tahu's own edge client, a real Mosquitto, and the host between them and a real TimescaleDB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkplugHostIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SparkplugWorld world;

  @BeforeAll
  void open(@TempDir Path folder) {
    world = new SparkplugWorld(folder);
  }

  @AfterAll
  void close() throws Exception {
    world.close();
  }

  private void awaitActivity(Activity activity) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(world.activity()).isEqualTo(activity));
  }

  @Test
  void followsANodeFromItsBirthToItsDeath() throws Exception {
    try (SparkplugHost host = world.host();
        TahuNode node = world.node()) {
      awaitActivity(Activity.STANDBY);

      node.does("IN_USE");
      awaitActivity(Activity.IN_USE);
      node.takes(5_000);
      await().atMost(PATIENCE).until(() -> world.now().powerW().orElse(0) == 5_000);
      assertThat(world.activity()).as("a new power leaves what it does").isEqualTo(Activity.IN_USE);

      node.shutdown();
      awaitActivity(Activity.UNKNOWN);
      assertThat(host.isHost()).isTrue();
    }
  }

  @Test
  void aMissingNumberMakesTheNodeTellEverythingAgain() throws Exception {
    try (SparkplugHost host = world.host();
        TahuNode node = world.node()) {
      awaitActivity(Activity.STANDBY);
      int births = node.births();

      node.loseOne();
      node.does("IN_USE");

      await().atMost(PATIENCE).until(() -> node.births() > births);
      awaitActivity(Activity.IN_USE);
      assertThat(world.counter("fallow.sparkplug.rebirths")).isPositive();
      assertThat(world.texts("SELECT DISTINCT reason FROM rejected_message"))
          .containsExactly("no-birth");
      assertThat(host.trouble()).isEmpty();
    }
  }

  @Test
  void aSteadyMachineStaysKnownForAsLongAsItsNodeLives() throws Exception {
    try (SparkplugHost host = world.host();
        TahuNode node = world.node()) {
      awaitActivity(Activity.STANDBY);
      node.does("FAULT");
      awaitActivity(Activity.FAULT);
      for (int i = 0; i < 4; i++) {
        world.clock.putAhead(Duration.ofMinutes(3));
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    world
                        .now()
                        .lastReading()
                        .orElseThrow()
                        .isAfter(world.clock.instant().minus(Duration.ofMinutes(1))));
        assertThat(world.activity()).isEqualTo(Activity.FAULT);
      }
      assertThat(host.isHost()).isTrue();
    }
  }

  @Test
  void aNodeThatDiedWhileNobodyWasHostIsUnknownFromWhenItWasLastHeard() throws Exception {
    try (TahuNode node = world.node()) {
      try (SparkplugHost host = world.host()) {
        awaitActivity(Activity.STANDBY);
        assertThat(host.isHost()).isTrue();
        await()
            .atMost(PATIENCE)
            .until(() -> !world.texts("SELECT 1 FROM sparkplug_session").isEmpty());
      }
      node.shutdown();
    }
    try (SparkplugHost next = world.host()) {
      await().atMost(PATIENCE).until(next::isHost);
      world.clock.putAhead(NodeSession.PATIENCE);
      awaitActivity(Activity.UNKNOWN);
      await()
          .atMost(PATIENCE)
          .until(() -> world.texts("SELECT 1 FROM sparkplug_session").isEmpty());
    }
  }

  @Test
  void anotherInstanceTakesOverWithinTenSeconds() throws Exception {
    HostLease dead = new HostLease(world.database, "fallow");
    await().atMost(PATIENCE).until(dead::take);
    try (SparkplugHost next = world.host();
        TahuNode node = world.node()) {
      await().atMost(Duration.ofSeconds(10)).until(next::isHost);
      awaitActivity(Activity.STANDBY);
      assertThat(node.births()).isPositive();
    }
  }

  @Test
  void readsMetricsAsTheGatewaysMappingSays() throws Exception {
    SparkplugMappings mappings = new SparkplugMappings(world.database);
    String line =
        """
        {"metrics":[{"device":"press-7","metric":"activity","asset":"press-7",
          "quantity":"activity","values":{"STANDBY":"OFF","*":"FAULT"}}]}
        """;
    mappings.set(SparkplugWorld.GATEWAY, MappingJson.read(line));
    try (SparkplugHost host = world.host();
        TahuNode node = world.node()) {
      awaitActivity(Activity.OFF);
      node.does("BROKEN");
      awaitActivity(Activity.FAULT);
      assertThat(host.isHost()).isTrue();
    } finally {
      mappings.set(SparkplugWorld.GATEWAY, MappingJson.read("{}"));
    }
    assertThat(mappings.all()).containsOnlyKeys(List.of(SparkplugWorld.GATEWAY));
  }
}
