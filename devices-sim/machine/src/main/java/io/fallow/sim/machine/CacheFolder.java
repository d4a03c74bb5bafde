package io.fallow.sim.machine;

import java.nio.file.Path;
import java.util.Map;

/** Where downloads are kept between runs. */
public final class CacheFolder {
  private CacheFolder() {}

  /** The folder of whoever we are. */
  public static Path ours(Map<String, String> env) {
    return choose(ServerUser.weAreRoot(), env);
  }

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
