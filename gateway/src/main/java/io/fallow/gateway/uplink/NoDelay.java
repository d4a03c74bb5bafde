package io.fallow.gateway.uplink;

import io.fallow.gateway.tls.TlsException;
import io.fallow.gateway.tls.TlsSetup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets without Nagle's delay, each known to the connection that made it, which so can end a
 * connection whose client does not.
 */
final class NoDelay {

  private NoDelay() {}

  /** The kind that an address' scheme asks for: Paho tells them apart by their class. */
  static SocketFactory factory(UplinkConfig config, AtomicReference<Socket> made)
      throws UplinkException {
    if (!"ssl".equals(config.broker().getScheme())) {
      return new Plain(made);
    }
    try {
      return new Tls(TlsSetup.factory(config.tls()), made);
    } catch (TlsException e) {
      throw new UplinkException(e.getMessage(), e);
    }
  }

  private static Socket prepared(Socket socket, AtomicReference<Socket> made) throws IOException {
    socket.setTcpNoDelay(true);
    made.set(socket);
    return socket;
  }

  private static final class Plain extends SocketFactory {
    private final SocketFactory from = SocketFactory.getDefault();
    private final AtomicReference<Socket> made;

    Plain(AtomicReference<Socket> made) {
      this.made = made;
    }

    @Override
    public Socket createSocket() throws IOException {
      return prepared(from.createSocket(), made);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return prepared(from.createSocket(host, port), made);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return prepared(from.createSocket(host, port, local, localPort), made);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return prepared(from.createSocket(host, port), made);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return prepared(from.createSocket(host, port, local, localPort), made);
    }
  }

  private static final class Tls extends SSLSocketFactory {
    private final SSLSocketFactory from;
    private final AtomicReference<Socket> made;

    Tls(SSLSocketFactory from, AtomicReference<Socket> made) {
      this.from = from;
      this.made = made;
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return from.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return from.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
      return prepared(from.createSocket(), made);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
        throws IOException {
      return prepared(from.createSocket(socket, host, port, autoClose), made);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return prepared(from.createSocket(host, port), made);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return prepared(from.createSocket(host, port, local, localPort), made);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return prepared(from.createSocket(host, port), made);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return prepared(from.createSocket(host, port, local, localPort), made);
    }
  }
}
