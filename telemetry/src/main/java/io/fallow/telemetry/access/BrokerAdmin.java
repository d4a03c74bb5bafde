package io.fallow.telemetry.access;

import java.net.URI;

/**
 * Who administers a Mosquitto's list.
 *
 * @param broker {@code tcp://host:port} or {@code ssl://host:port}
 * @param user of the role {@code fallow-admin}
 */
public record BrokerAdmin(URI broker, String user, String password) {

  /** Without the password. */
  @Override
  public String toString() {
    return "BrokerAdmin[" + user + " at " + broker + "]";
  }
}
