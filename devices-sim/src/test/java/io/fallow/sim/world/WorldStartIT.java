package io.fallow.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldStartIT {

  private static final Instant NOW = Instant.parse("2026-11-21T21:10:00.123Z");

  @TempDir Path folder;

  @Test
  void keepsTheFirstStartForAllLaterOnes() {
    Path file = folder.resolve("new").resolve("world");
    WorldStart first = WorldStart.now(7, Duration.ofDays(28), NOW);

    assertThat(WorldStart.read(file)).isEmpty();
    assertThat(first.orKeptIn(file)).isEqualTo(first);
    assertThat(WorldStart.now(8, Duration.ofDays(3), NOW.plusSeconds(99)).orKeptIn(file))
        .isEqualTo(first);
    assertThat(WorldStart.read(file)).contains(first);
    assertThat(first.start()).isEqualTo("2026-10-24T21:10:00Z");
  }

  @Test
  void namesAFileThatIsDamaged() throws Exception {
    Path file = Files.writeString(folder.resolve("world"), "seed=7\nstart=yesterday\n");

    assertThatThrownBy(() -> WorldStart.read(file)).hasMessageContaining(file.toString());
  }
}
