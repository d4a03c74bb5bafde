package io.fallow.sim.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** Whether a Docker engine answers. */
public final class DockerEngine {
  private DockerEngine() {}

  public static boolean answers() {
    return mayExist(System.getenv()) && DockerClientFactory.instance().isDockerAvailable();
  }

  /**
   * Asks only where there is a sign of one: the library complains at length where there is none.
   */
  private static boolean mayExist(Map<String, String> env) {
    if (!System.getProperty("os.name").equals("Linux") || env.containsKey("DOCKER_HOST")) {
      return true;
    }
    Path home = Path.of(System.getProperty("user.home"));
    Stream<Path> signs =
        Stream.of(
            Path.of("/var/run/docker.sock"),
            Path.of(env.getOrDefault("XDG_RUNTIME_DIR", "/run"), "docker.sock"),
            home.resolve(".testcontainers.properties"),
            home.resolve(".docker/run/docker.sock"),
            home.resolve(".docker/desktop/docker.sock"));
    return signs.anyMatch(Files::exists);
  }
}
