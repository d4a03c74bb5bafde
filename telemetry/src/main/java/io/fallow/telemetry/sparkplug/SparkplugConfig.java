package io.fallow.telemetry.sparkplug;

import java.net.URI;

/**
 * How the host application reaches the broker.
 *
 * @param broker {@code tcp://host:port} or {@code ssl://host:port}
 * @param user MQTT user, who may subscribe {@code spBv1.0/#} and publish commands and the state
 * @param hostId what nodes call their primary host; the same for all instances
 */
public record SparkplugConfig(URI broker, String user, String password, String hostId) {

  /** Checks the host's name: it is a level of topics and a part of the client's. */
  public SparkplugConfig {
    if (!hostId.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new IllegalArgumentException("a host's name is of A-Z, a-z, 0-9, _ and -, at most 64");
    }
  }

  /** The same for every instance: the broker ends the connection of the host before. */
  String clientId() {
    return "fallow-sparkplug-" + hostId;
  }

  @Override
  public String toString() {
    return "SparkplugConfig[" + broker + ", " + user + ", host " + hostId + "]";
  }
}
