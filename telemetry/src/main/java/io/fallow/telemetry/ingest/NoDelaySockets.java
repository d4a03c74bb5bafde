package io.fallow.telemetry.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;

/**
 * Plain sockets that send small packets at once. With Nagle's algorithm on, as Paho leaves it, each
 * acknowledgement would wait for the answer to the one before.
 */
final class NoDelaySockets extends SocketFactory {

  private final UnaryOperator<InputStream> tap;

  NoDelaySockets() {
    this(UnaryOperator.identity());
  }

  /**
   * Sockets whose input goes through a tap.
   *
   * @param tap for a socket that is not connected yet, as Paho makes them
   */
  NoDelaySockets(UnaryOperator<InputStream> tap) {
    this.tap = tap;
  }

  @Override
  public Socket createSocket() throws IOException {
    return prompt(
        new Socket() {
          private InputStream tapped;

          @Override
          public synchronized InputStream getInputStream() throws IOException {
            tapped = tapped == null ? tap.apply(super.getInputStream()) : tapped;
            return tapped;
          }
        });
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return prompt(new Socket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return prompt(new Socket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return prompt(new Socket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return prompt(new Socket(host, port, local, localPort));
  }

  static Socket prompt(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    return socket;
  }
}
