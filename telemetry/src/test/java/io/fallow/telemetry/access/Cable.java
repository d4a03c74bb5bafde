package io.fallow.telemetry.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;

/** Makes one plain connection, and can pull it out. */
final class Cable extends SocketFactory {

  private final AtomicReference<Socket> socket = new AtomicReference<>();

  /** Ends the connection without a word. */
  void pull() throws IOException {
    socket.get().close();
  }

  @Override
  public Socket createSocket() {
    socket.set(new Socket());
    return socket.get();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    socket.set(new Socket(host, port));
    return socket.get();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    socket.set(new Socket(host, port));
    return socket.get();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    socket.set(new Socket(host, port, from, fromPort));
    return socket.get();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    socket.set(new Socket(host, port, from, fromPort));
    return socket.get();
  }
}
