package io.fallow.sim.mosquitto;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What {@link LocalMosquitto#start} needs to know.
 *
 * @param folder of its settings and data, made if missing; one broker a folder at a time
 * @param port on loopback, or 0 for any free one
 * @param persistent whether sessions and messages are kept on disk
 * @param savesEachChange whether they are saved after each change, else once a second
 * @param settings the whole of its settings file in the place of ours; in it stand {@code {port}},
 *     {@code {address}}, {@code {folder}} and {@code {dynsec}} for where it listens, its folder and
 *     the file of its plugin for dynamic security
 * @param env environment variables: {@code PATH}, {@code HOME}, {@code XDG_CACHE_HOME}
 * @param ways to come by the program, in this order
 * @param progress is told in a line what takes long
 */
public record MosquittoConfig(
    Path folder,
    int port,
    boolean persistent,
    boolean savesEachChange,
    List<MosquittoUser> users,
    Optional<MosquittoTls> tls,
    Optional<String> settings,
    Map<String, String> env,
    List<MosquittoWay> ways,
    Consumer<String> progress) {

  public MosquittoConfig {
    folder = folder.toAbsolutePath().normalize();
    users = List.copyOf(users);
    env = Map.copyOf(env);
    ways = List.copyOf(ways);
    if (ways.isEmpty()) {
      throw new IllegalArgumentException("no way to come by Mosquitto was named");
    }
  }

  /** On any free port, in memory, for nobody yet; all ways in their usual order. */
  public static MosquittoConfig in(Path folder) {
    return new MosquittoConfig(
        folder,
        0,
        false,
        true,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        System.getenv(),
        MosquittoWay.ALL,
        line -> {});
  }

  /** Keeps sessions and messages on disk, saving all of them after each change. */
  public MosquittoConfig keeping() {
    return new MosquittoConfig(folder, port, true, true, users, tls, settings, env, ways, progress);
  }

  /** Keeps sessions and messages on disk, saving all of them once a second. */
  public MosquittoConfig keepingNowAndThen() {
    return new MosquittoConfig(
        folder, port, true, false, users, tls, settings, env, ways, progress);
  }

  /** Lets one more user in. */
  public MosquittoConfig with(MosquittoUser user) {
    List<MosquittoUser> more = new ArrayList<>(users);
    more.add(user);
    return new MosquittoConfig(
        folder, port, persistent, savesEachChange, more, tls, settings, env, ways, progress);
  }

  /** On this port. */
  public MosquittoConfig at(int newPort) {
    return new MosquittoConfig(
        folder, newPort, persistent, savesEachChange, users, tls, settings, env, ways, progress);
  }

  /** With TLS, and nothing else. */
  public MosquittoConfig with(MosquittoTls newTls) {
    return new MosquittoConfig(
        folder,
        port,
        persistent,
        savesEachChange,
        users,
        Optional.of(newTls),
        settings,
        env,
        ways,
        progress);
  }

  /** With these settings, and none of ours. */
  public MosquittoConfig withSettings(String newSettings) {
    return new MosquittoConfig(
        folder,
        port,
        persistent,
        savesEachChange,
        users,
        tls,
        Optional.of(newSettings),
        env,
        ways,
        progress);
  }

  /** From one of these ways, as seen in this environment. */
  public MosquittoConfig from(List<MosquittoWay> newWays, Map<String, String> newEnv) {
    return new MosquittoConfig(
        folder, port, persistent, savesEachChange, users, tls, settings, newEnv, newWays, progress);
  }

  /** Telling somebody what takes long. */
  public MosquittoConfig telling(Consumer<String> newProgress) {
    return new MosquittoConfig(
        folder, port, persistent, savesEachChange, users, tls, settings, env, ways, newProgress);
  }

  /** Environment variables are secrets in part. */
  @Override
  public String toString() {
    return "MosquittoConfig[" + folder + ", " + port + ", " + users + ", " + ways + "]";
  }
}
