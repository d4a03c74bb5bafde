package io.fallow.scheduler.sharing;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.NewAsset;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KnownAssetsIT {

  private static DomainWorld world;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void showsAnAssetAsTheRegistryHasItNow() {
    Asset before = world.asset("renamed", "ct");
    assertThat(seen("lakeside.renamed").asset()).isEqualTo(before);
    Asset after =
        world.registry.registerAsset(
            new NewAsset(
                "lakeside",
                "main",
                "renamed",
                "Another name",
                "mri",
                Set.of("contrast"),
                new ActivityRule.Reported(Duration.ofMinutes(7))));
    assertThat(seen("lakeside.renamed").asset()).isEqualTo(after).isNotEqualTo(before);
    world.registry.setAssetRule(
        "lakeside.renamed", Optional.of(new ActivityRule.Reported(Duration.ofMinutes(9))), NOW);
    assertThat(seen("lakeside.renamed").asset())
        .isEqualTo(world.registry.asset("lakeside.renamed").orElseThrow())
        .isNotEqualTo(after);
  }

  private static VisibleAsset seen(String asset) {
    return world.sharing.visible(world.lakeside.id(), asset, NOW).orElseThrow();
  }
}
