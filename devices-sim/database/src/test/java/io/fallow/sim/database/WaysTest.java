package io.fallow.sim.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaysTest {

  @Test
  void namesAllFourWaysAndWhatEachLacked() {
    Map<Way, String> missing =
        new EnumMap<>(
            Map.of(
                Way.URL, "not set",
                Way.INSTALLED, "no PostgreSQL server found",
                Way.DEBIAN_PACKAGES, "downloading failed:\nE: no space left",
                Way.DOCKER, "no Docker engine answers"));

    assertThat(Ways.explain(missing))
        .isEqualTo(
            """
            Fallow needs a TimescaleDB, and none of these ways leads to one:
              - FALLOW_DB_URL: not set
              - PostgreSQL with the timescaledb extension on this machine: no PostgreSQL server found
              - Debian's packages, unpacked into a cache folder: downloading failed:
                  E: no space left
              - Docker: no Docker engine answers""");
  }
}
