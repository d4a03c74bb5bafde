package io.fallow.sim.database;

import java.nio.file.Path;
import java.util.Map;

/** Where downloads are kept between runs. */
final class CacheFolder {
  private CacheFolder() {}

  /** Root's home is closed to the user that the server runs as, so root keeps it elsewhere. */
  static Path choose(boolean root, Map<String, String> env) {
    if (root) {
      return Path.of("/var/cache/fallow");
    }
    String cache = env.getOrDefault("XDG_CACHE_HOME", "");
    if (cache.startsWith("/")) {
      return Path.of(cache, "fallow");
    }
    return Path.of(env.getOrDefault("HOME", System.getProperty("user.home")), ".cache", "fallow");
  }
}
