package io.fallow.sim.database;

import io.fallow.sim.machine.Attempt;
import io.fallow.sim.machine.CacheFolder;
import io.fallow.sim.machine.DebianPackages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Tries the ways to a database in turn. */
final class Ways {
  private Ways() {}

  /**
   * The first way that leads to a database.
   *
   * @throws LocalTimescaleException if none does, naming each and what was missing
   */
  static Server first(LocalTimescaleConfig config) {
    Map<Way, String> missing = new LinkedHashMap<>();
    for (Way way : config.ways()) {
      Attempt<Server> attempt = take(way, config);
      if (attempt instanceof Attempt.Found<Server> found) {
        return found.thing();
      }
      missing.put(way, attempt.fold(found -> "", what -> what));
    }
    throw new LocalTimescaleException(explain(missing));
  }

  private static Attempt<Server> take(Way way, LocalTimescaleConfig config) {
    return switch (way) {
      case URL -> GivenServer.find(config.env());
      case INSTALLED ->
          InstalledPostgres.find(config.env()).then(it -> ClusterServer.open(it, config));
      case DEBIAN_PACKAGES -> debianPackages(config).then(it -> ClusterServer.open(it, config));
      case DOCKER -> ContainerServer.open(config);
    };
  }

  private static Attempt<PostgresBinaries> debianPackages(LocalTimescaleConfig config) {
    return new DebianPackages(
            DebianPostgres.PROGRAM, CacheFolder.ours(config.env()), config.env(), config.progress())
        .provide()
        .then(root -> Attempt.found(DebianPostgres.in(root)));
  }

  static String explain(Map<Way, String> missing) {
    return missing.entrySet().stream()
        .map(it -> "\n  - " + it.getKey().title() + ": " + indent(it.getValue()))
        .collect(
            Collectors.joining(
                "", "Fallow needs a TimescaleDB, and none of these ways leads to one:", ""));
  }

  private static String indent(String text) {
    return text.strip().replace("\n", "\n      ");
  }
}
