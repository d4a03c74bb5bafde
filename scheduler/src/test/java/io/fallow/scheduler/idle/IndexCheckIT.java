package io.fallow.scheduler.idle;

import static io.fallow.scheduler.DomainWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.Asset;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An index that somebody tampers with. */
class IndexCheckIT {

  private static final SimpleMeterRegistry METERS = new SimpleMeterRegistry();

  private static DomainWorld world;
  private static IndexKeeper keeper;
  private static IndexCheck check;
  private static int wrong;
  private static int size;

  @BeforeAll
  static void create() {
    world = new DomainWorld();
    world.idleAsset("right");
    Asset asset = world.idleAsset("wrong");
    world.asset("unknown", "mri");
    keeper = new IndexKeeper(world.sources);
    keeper.build(NOW);
    check = new IndexCheck(keeper, new IndexMeters(METERS, keeper));
    Fleet fleet = times().fleet();
    wrong = fleet.slotOfId(asset.id());
    size = fleet.size();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static FleetTimes times() {
    return keeper.current().orElseThrow().times();
  }

  @Test
  void findsARowThatIsWrongAndPutsItRight() {
    AssetRow right = times().row(wrong);
    times().put(wrong, times().row(times().fleet().slot("lakeside.unknown")));
    assertThat(times().row(wrong).windows()).isZero();
    assertThat(check.some(size, NOW)).isEqualTo(new IndexCheck.Result(size, 1));
    assertThat(times().row(wrong).windows()).isEqualTo(right.windows());
    assertThat(times().row(wrong).end(0)).isEqualTo(right.end(0));
    assertThat(check.some(size, NOW)).isEqualTo(new IndexCheck.Result(size, 0));
  }

  @Test
  void takesItsTurnsThroughAllAssetsWhenAskedTo() {
    double before = METERS.counter("fallow.index.checked").count();
    check.askForAll();
    check.turn(NOW);
    assertThat(METERS.counter("fallow.index.checked").count()).isEqualTo(before + size);
  }
}
