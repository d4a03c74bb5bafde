package io.fallow.sim.local;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * How the local stack runs, from environment variables.
 *
 * @param home {@code FALLOW_HOME}: folder of all its data
 * @param bind {@code FALLOW_BIND}: address of the HTTP port; loopback only, as the stack hands out
 *     tokens
 * @param httpPort {@code FALLOW_HTTP_PORT}
 * @param mqttPort {@code FALLOW_MQTT_PORT}
 * @param speed {@code FALLOW_SPEED}: seconds of simulation in a second, 1 to 120: any faster, and
 *     readings would be older than what an asset may be silent for when they arrive
 * @param historyDays {@code FALLOW_HISTORY_DAYS}: days played on the first start, 1 to 60
 * @param env all of the environment, for the database
 */
public record LocalConfig(
    Path home,
    String bind,
    int httpPort,
    int mqttPort,
    double speed,
    int historyDays,
    Map<String, String> env) {

  private static final Set<String> OWN =
      Set.of(
          "FALLOW_HOME",
          "FALLOW_BIND",
          "FALLOW_HTTP_PORT",
          "FALLOW_MQTT_PORT",
          "FALLOW_SPEED",
          "FALLOW_HISTORY_DAYS");
  private static final Set<String> OF_THE_DATABASE =
      Set.of("FALLOW_DB_URL", "FALLOW_DB_USER", "FALLOW_DB_PASSWORD", "FALLOW_TEST_DATABASE_IMAGE");

  /** Takes a copy of the environment. */
  public LocalConfig {
    env = Map.copyOf(env);
  }

  /**
   * Reads the environment.
   *
   * @param root of the checkout; the home folder's default lies in it
   * @throws ConfigException naming every fault at once
   */
  public static LocalConfig of(Map<String, String> env, Path root) {
    Reader reader = new Reader(env);
    LocalConfig config =
        new LocalConfig(
            reader.read("FALLOW_HOME", root.resolve(".fallow"), LocalConfig::folder),
            reader.read("FALLOW_BIND", "127.0.0.1", LocalConfig::loopback),
            reader.read("FALLOW_HTTP_PORT", 8080, LocalConfig::port),
            reader.read("FALLOW_MQTT_PORT", 1883, LocalConfig::port),
            reader.read("FALLOW_SPEED", 1.0, LocalConfig::speed),
            reader.read("FALLOW_HISTORY_DAYS", 28, LocalConfig::days),
            env);
    reader.refuseUnknownNames();
    if (config.httpPort == config.mqttPort) {
      reader.faults.add("FALLOW_HTTP_PORT and FALLOW_MQTT_PORT are the same");
    }
    if (!reader.faults.isEmpty()) {
      throw new ConfigException(reader.faults);
    }
    return config;
  }

  /** The same at another speed. */
  public LocalConfig withSpeed(double other) {
    return new LocalConfig(home, bind, httpPort, mqttPort, other, historyDays, env);
  }

  /** Reads a speed, as {@code FALLOW_SPEED} is read. */
  static double speed(String text) {
    return within(Double.parseDouble(text), 1, 120);
  }

  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return "LocalConfig[%s, %s, http %d, mqtt %d, speed %s, %d days]"
        .formatted(home, bind, httpPort, mqttPort, speed, historyDays);
  }

  private static Path folder(String text) {
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is no path: " + e.getReason(), e);
    }
  }

  private static String loopback(String text) {
    try {
      if (InetAddress.getByName(text).isLoopbackAddress()) {
        return text;
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("is no address of this machine", e);
    }
    throw new IllegalArgumentException(
        "is not a loopback address; the local stack hands out tokens, so it's for this machine"
            + " alone");
  }

  private static int port(String text) {
    return (int) within(Integer.parseInt(text), 1, 65_535);
  }

  private static int days(String text) {
    return (int) within(Integer.parseInt(text), 1, 60);
  }

  private static double within(double value, int least, int most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException("is not between " + least + " and " + most);
    }
    return value;
  }

  /** Reads each variable, and keeps what was wrong with it. */
  private static final class Reader {

    private final Map<String, String> env;
    private final List<String> faults = new ArrayList<>();

    private Reader(Map<String, String> env) {
      this.env = env;
    }

    <T> T read(String name, T otherwise, Function<String, T> parse) {
      String text = env.get(name);
      if (text == null || text.isBlank()) {
        return otherwise;
      }
      try {
        return parse.apply(text.strip());
      } catch (NumberFormatException e) {
        faults.add("%s is no number: %s".formatted(name, text));
      } catch (IllegalArgumentException e) {
        faults.add("%s %s: %s".formatted(name, e.getMessage(), text));
      }
      return otherwise;
    }

    void refuseUnknownNames() {
      for (String name : new TreeSet<>(env.keySet())) {
        if (name.startsWith("FALLOW_") && !OWN.contains(name) && !OF_THE_DATABASE.contains(name)) {
          faults.add("%s is unknown; there are %s".formatted(name, known()));
        }
      }
    }

    private static String known() {
      TreeSet<String> names = new TreeSet<>(OWN);
      names.addAll(OF_THE_DATABASE);
      return String.join(", ", names);
    }
  }
}
