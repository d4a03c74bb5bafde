package io.fallow.sim.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds a port to listen on. */
public final class LoopbackPort {
  private LoopbackPort() {}

  /**
   * The wanted port where it is free, so that a tool that was connected finds the server again,
   * else any other.
   *
   * @param wanted 0 for any
   */
  public static int free(int wanted) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      if (wanted != 0) {
        return free(0);
      }
      throw new MachineException("no free port on loopback: " + e.getMessage(), e);
    }
  }
}
