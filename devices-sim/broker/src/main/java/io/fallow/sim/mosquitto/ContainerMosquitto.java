package io.fallow.sim.mosquitto;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import io.fallow.sim.machine.Attempt;
import io.fallow.sim.machine.DockerEngine;
import java.util.List;
import java.util.OptionalLong;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A Mosquitto in a Docker container, held by Testcontainers. Its folder is this machine's, so what
 * it keeps outlives the container.
 */
final class ContainerMosquitto implements MosquittoProcess {
  static final String IMAGE = "eclipse-mosquitto:2.0.22";

  private final MosquittoConfig config;
  private GenericContainer<?> container;

  private ContainerMosquitto(MosquittoConfig config) {
    this.config = config;
  }

  static Attempt<MosquittoProcess> open(MosquittoConfig config) {
    return DockerEngine.answers()
        ? Attempt.found(new ContainerMosquitto(config))
        : Attempt.missing("no Docker engine answers");
  }

  @Override
  public String provenance() {
    return "Mosquitto, from the image " + IMAGE;
  }

  @Override
  public String listenAddress() {
    return "0.0.0.0";
  }

  @Override
  public String dynamicSecurity() {
    return "/usr/lib/mosquitto_dynamic_security.so";
  }

  @Override
  public void start(MosquittoFiles files, int port) {
    container = new GenericContainer<>(DockerImageName.parse(IMAGE));
    String folder = config.folder().toString();
    container.setPortBindings(List.of("127.0.0.1:" + port + ":" + port));
    container
        .withExposedPorts(port)
        .withCommand("mosquitto", "-c", files.settings().toString())
        .withCreateContainerCmdModifier(
            create -> {
              create.withUser("root");
              create.getHostConfig().withBinds(new Bind(folder, new Volume(folder)));
            });
    container.start();
  }

  @Override
  public boolean alive() {
    return container != null && container.isRunning();
  }

  @Override
  public OptionalLong pid() {
    Long pid = container.getCurrentContainerInfo().getState().getPidLong();
    return pid == null || pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid);
  }

  @Override
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    container.stop();
  }

  @Override
  public void stop() {
    if (alive()) {
      container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }
    container.stop();
  }
}
