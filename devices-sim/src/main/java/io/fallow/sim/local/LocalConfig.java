package io.fallow.sim.local;

import io.fallow.telemetry.ConfigException;
import io.fallow.telemetry.Environment;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

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
    Environment vars = new Environment(env);
    Path home = vars.parsed("FALLOW_HOME", LocalConfig::folder).orElse(root.resolve(".fallow"));
    String bind = vars.parsed("FALLOW_BIND", LocalConfig::loopback).orElse("127.0.0.1");
    int httpPort = vars.number("FALLOW_HTTP_PORT", 8080, 1, 65_535);
    int mqttPort = vars.number("FALLOW_MQTT_PORT", 1883, 1, 65_535);
    double speed = vars.parsed("FALLOW_SPEED", LocalConfig::speed).orElse(1.0);
    int historyDays = vars.number("FALLOW_HISTORY_DAYS", 28, 1, 60);
    if (httpPort == mqttPort) {
      vars.fault("FALLOW_HTTP_PORT and FALLOW_MQTT_PORT are the same");
    }
    vars.orThrow();
    return new LocalConfig(home, bind, httpPort, mqttPort, speed, historyDays, env);
  }

  /** The same at another speed. */
  public LocalConfig withSpeed(double other) {
    return new LocalConfig(home, bind, httpPort, mqttPort, other, historyDays, env);
  }

  /** Reads a speed, as {@code FALLOW_SPEED} is read. */
  static double speed(String text) {
    String rule = "must be a number from 1 to 120";
    try {
      double speed = Double.parseDouble(text);
      if (speed >= 1 && speed <= 120) {
        return speed;
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(rule, notANumber);
    }
    throw new IllegalArgumentException(rule);
  }

  /** Where the API and the landing page are. */
  URI url() {
    String host = bind.contains(":") ? "[" + bind + "]" : bind;
    return URI.create("http://" + host + ":" + httpPort);
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
}
