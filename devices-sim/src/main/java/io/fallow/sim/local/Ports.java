package io.fallow.sim.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks before anything starts whether the ports are free. */
final class Ports {

  private Ports() {}

  /**
   * Refuses a port that somebody listens on.
   *
   * @param variable that chooses the port
   */
  static void refuseTaken(String address, int port, String variable) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw taken(address, port, variable, e);
    }
  }

  private static StartException taken(
      String address, int port, String variable, IOException cause) {
    return new StartException(
        "Port %d on %s can't be had (%s). Set %s to a free port."
            .formatted(port, address, cause.getMessage(), variable),
        cause);
  }
}
