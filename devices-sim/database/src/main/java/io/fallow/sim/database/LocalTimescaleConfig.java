package io.fallow.sim.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What {@link LocalTimescale#start} needs to know.
 *
 * @param home folder of the data, made if missing; the database lives in its {@code database}
 * @param env environment variables: {@code FALLOW_DB_URL}, {@code FALLOW_DB_USER}, {@code
 *     FALLOW_DB_PASSWORD}, {@code PATH}, {@code HOME}, {@code XDG_CACHE_HOME}
 * @param ways to try, in this order
 * @param settings of PostgreSQL that go over the defaults
 * @param progress is told in a line what takes long, and what was chosen
 */
public record LocalTimescaleConfig(
    Path home,
    Map<String, String> env,
    List<Way> ways,
    Map<String, String> settings,
    Consumer<String> progress) {

  public LocalTimescaleConfig {
    home = home.toAbsolutePath().normalize();
    env = Map.copyOf(env);
    ways = List.copyOf(ways);
    settings = Map.copyOf(settings);
    if (ways.isEmpty()) {
      throw new IllegalArgumentException("no way to come by a database was named");
    }
  }

  /** All ways in their usual order, with the usual settings. */
  public static LocalTimescaleConfig of(
      Path home, Map<String, String> env, Consumer<String> progress) {
    return new LocalTimescaleConfig(home, env, Way.ALL, Map.of(), progress);
  }

  /** The same for a folder by its true name, in case that a link leads to it. */
  LocalTimescaleConfig at(Path folder) {
    try {
      return new LocalTimescaleConfig(folder.toRealPath(), env, ways, settings, progress);
    } catch (IOException e) {
      throw new LocalTimescaleException("cannot find the folder " + folder + ": " + e, e);
    }
  }

  /**
   * Whether what is stored survives a power failure, as it does unless a setting says otherwise.
   */
  boolean durable() {
    return !"off".equals(settings.get("fsync"));
  }

  Path folder() {
    return home.resolve("database");
  }

  /** Environment variables are secrets in part. */
  @Override
  public String toString() {
    return "LocalTimescaleConfig[" + home + ", " + ways + ", " + settings + "]";
  }
}
