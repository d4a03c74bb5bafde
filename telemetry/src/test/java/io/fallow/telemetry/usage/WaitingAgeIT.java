package io.fallow.telemetry.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nobody takes into usage shows by its age. */
final class WaitingAgeIT {

  private static UsageWorld world;

  @BeforeAll
  static void start() {
    world = new UsageWorld();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void empty() {
    world.execute("TRUNCATE usage_mark, usage_dirty");
  }

  @Test
  void isZeroWhileNothingWaits() {
    assertThat(shown()).isZero();
  }

  @Test
  void growsWhileAChangeStays() {
    world.execute(
        "INSERT INTO usage_dirty (asset_id, from_time, made_at)"
            + " VALUES (4711, now(), now() - interval '1 h'), (4712, now(), now())");
    assertThat(shown()).isBetween(3_600.0, 3_660.0);
  }

  @Test
  void growsWhileAMarkStays() {
    world.execute(
        "INSERT INTO usage_mark (made_at, from_time, asset_ids, from_micros, to_micros)"
            + " VALUES (now() - interval '2 h', now(), '{1}', '{1}', '{2}')");
    world.execute("INSERT INTO usage_dirty (asset_id, from_time) VALUES (4711, now())");
    assertThat(shown()).isBetween(7_200.0, 7_260.0);
  }

  private static double shown() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    WaitingAge age = new WaitingAge(meters);
    age.look(world.database);
    return meters.get("fallow.usage.oldest").timeGauge().value(TimeUnit.SECONDS);
  }
}
