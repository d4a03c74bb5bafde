package io.fallow.sim.database;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** Takes one way to a database. */
final class Ways {
  private static final Map<Way, Function<LocalTimescaleConfig, Attempt<Server>>> ALL =
      new EnumMap<>(
          Map.of(
              Way.URL, config -> GivenServer.find(config.env()),
              Way.INSTALLED, Ways::installed,
              Way.DEBIAN_PACKAGES, Ways::debianPackages,
              Way.DOCKER, ContainerServer::open));

  private final LocalTimescaleConfig config;

  Ways(LocalTimescaleConfig config) {
    this.config = config;
  }

  Attempt<Server> take(Way way) {
    return ALL.get(way).apply(config);
  }

  private static Attempt<Server> installed(LocalTimescaleConfig config) {
    return InstalledPostgres.find(config.env()).then(it -> ClusterServer.open(it, config));
  }

  private static Attempt<Server> debianPackages(LocalTimescaleConfig config) {
    boolean root = Command.of("id", "-u").run().output().strip().equals("0");
    return new DebianPackages(CacheFolder.choose(root, config.env()), config.progress())
        .provide()
        .then(it -> ClusterServer.open(it, config));
  }
}
