package io.fallow.scheduler.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.ApiWorld;
import io.fallow.telemetry.registry.Organisation;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetWatchIT {

  private static final Instant NOW = ApiWorld.START;

  @TempDir Path folder;
  private ApiWorld world;
  private FleetWatch watch;
  private int lakeside;
  private int forge;

  @BeforeEach
  void open() {
    world = new ApiWorld(folder);
    watch = new FleetWatch(world.database);
    lakeside = id("lakeside");
    forge = id("forge");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private int id(String organisation) {
    return world.services.registry().organisation(organisation).map(Organisation::id).orElseThrow();
  }

  private static List<String> told(List<LiveChange> changes) {
    return changes.stream()
        .map(change -> change.fold(asset -> asset.id() + " " + asset.now().activity(), any -> ""))
        .toList();
  }

  private static final String BUSY = "UPDATE usage_state SET activity = 3";
  private static final String OFF = "UPDATE usage_state SET activity = 1";

  @Test
  void theFirstLookTellsNothingAndTheNextOnesWhatIsOtherwise() {
    assertThat(watch.look(Set.of(lakeside, forge), NOW)).isEmpty();
    world.run(OFF);
    assertThat(told(watch.look(Set.of(lakeside, forge), NOW)))
        .containsExactly("lakeside.mri-1 OFF");
    assertThat(watch.look(Set.of(lakeside, forge), NOW)).isEmpty();
  }

  @Test
  void ofOrganisationsThatNobodyWatchesNothingIsToldThoughOthersAreWatched() {
    watch.look(Set.of(forge), NOW);
    world.run(OFF);
    assertThat(watch.look(Set.of(forge), NOW)).isEmpty();
    assertThat(watch.look(Set.of(forge, lakeside), NOW)).isEmpty();
    world.run(BUSY);
    assertThat(told(watch.look(Set.of(forge, lakeside), NOW)))
        .containsExactly("lakeside.mri-1 IN_USE");
    watch.look(Set.of(forge), NOW);
    world.run(OFF);
    assertThat(watch.look(Set.of(forge), NOW)).isEmpty();
    assertThat(watch.look(Set.of(lakeside), NOW)).isEmpty();
  }

  @Test
  void aTransactionThatCommitsAfterLaterOnesIsToldAllTheSame() throws Exception {
    watch.look(Set.of(lakeside), NOW);
    try (Connection late =
            DriverManager.getConnection(
                world.server.jdbcUrl(), world.server.user(), world.server.password());
        Statement statement = late.createStatement()) {
      late.setAutoCommit(false);
      statement.executeUpdate(OFF);
      world.run("INSERT INTO index_mark (what) VALUES ('check')");
      assertThat(watch.look(Set.of(lakeside), NOW)).isEmpty();
      assertThat(watch.look(Set.of(lakeside), NOW)).isEmpty();
      late.commit();
    }
    assertThat(told(watch.look(Set.of(lakeside), NOW))).containsExactly("lakeside.mri-1 OFF");
  }

  /** As late readings change since when it was, and memories what will be. */
  @Test
  void whatNoTriggerMarksIsToldWithinSomeLooks() {
    watch.look(Set.of(lakeside), NOW);
    world.run("UPDATE usage_state SET since = since - interval '1 hour'");
    List<LiveChange> changes = new ArrayList<>();
    for (int look = 0; look < 20; look++) {
      changes.addAll(watch.look(Set.of(lakeside), NOW));
    }
    assertThat(told(changes)).containsExactly("lakeside.mri-1 IN_USE");
  }

  @Test
  void whoseTimeIsUpIsReadAgainBeforeItIsToldAsUnknown() {
    watch.look(Set.of(lakeside), NOW);
    world.run("UPDATE usage_state SET holds_until = holds_until + interval '1 hour'");
    assertThat(watch.look(Set.of(lakeside), NOW.plus(Duration.ofMinutes(10)))).isEmpty();
    assertThat(told(watch.look(Set.of(lakeside), NOW.plus(Duration.ofMinutes(70)))))
        .containsExactly("lakeside.mri-1 UNKNOWN");
  }
}
