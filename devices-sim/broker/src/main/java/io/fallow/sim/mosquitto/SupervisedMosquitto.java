package io.fallow.sim.mosquitto;

import io.fallow.sim.machine.ServerUser;
import io.fallow.sim.machine.Supervisor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A program of this machine, run so that it ends when this JVM does. */
final class SupervisedMosquitto implements MosquittoProcess {
  private static final ServerUser OURSELVES = new ServerUser(Optional.empty());
  private static final long KILL_SECONDS = 20;

  private final MosquittoProgram program;
  private final Map<String, String> env;
  private Supervisor supervisor;
  private List<String> command = List.of();

  SupervisedMosquitto(MosquittoProgram program, Map<String, String> env) {
    this.program = program;
    this.env = env;
  }

  @Override
  public String provenance() {
    return program.provenance();
  }

  @Override
  public String listenAddress() {
    return "127.0.0.1";
  }

  @Override
  public String dynamicSecurity() {
    return program.plugin("mosquitto_dynamic_security.so").toString();
  }

  @Override
  public void start(MosquittoFiles files, int port) {
    command = List.of(program.file().toString(), "-c", files.settings().toString());
    supervisor = Supervisor.start(command, OURSELVES, env, files.log());
  }

  @Override
  public boolean alive() {
    return supervisor != null && supervisor.alive();
  }

  @Override
  public OptionalLong pid() {
    return supervisor.server().map(it -> OptionalLong.of(it.pid())).orElse(OptionalLong.empty());
  }

  @Override
  public void kill() {
    supervisor.server().ifPresent(ProcessHandle::destroyForcibly);
    supervisor.top().onExit().orTimeout(KILL_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void stop() {
    supervisor.stop();
  }
}
