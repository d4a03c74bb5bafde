package io.fallow.sim.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  private static final Map<String, String> HOME = Map.of("HOME", "/home/ada");

  @Test
  void isInTheUsersHome() {
    assertThat(CacheFolder.choose(false, HOME)).isEqualTo(Path.of("/home/ada/.cache/fallow"));
  }

  @Test
  void isWhereTheUserKeepsCaches() {
    assertThat(CacheFolder.choose(false, Map.of("HOME", "/home/ada", "XDG_CACHE_HOME", "/big")))
        .isEqualTo(Path.of("/big/fallow"));
  }

  @Test
  void isOutsideOfRootsHomeThatTheServerCannotEnter() {
    assertThat(CacheFolder.choose(true, Map.of("HOME", "/root")))
        .isEqualTo(Path.of("/var/cache/fallow"));
  }
}
