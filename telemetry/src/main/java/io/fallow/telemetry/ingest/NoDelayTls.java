package io.fallow.telemetry.ingest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS sockets that send small packets at once. Whom they trust is the Java runtime's choice: its
 * own list, or the one that {@code javax.net.ssl.trustStore} names.
 */
final class NoDelayTls extends SSLSocketFactory {

  private final SSLSocketFactory from;

  private NoDelayTls(SSLSocketFactory from) {
    this.from = from;
  }

  static NoDelayTls usual() {
    try {
      return new NoDelayTls(SSLContext.getDefault().getSocketFactory());
    } catch (NoSuchAlgorithmException broken) {
      throw new IllegalStateException("the Java runtime has no TLS as it is set up", broken);
    }
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
    return NoDelaySockets.prompt(from.createSocket());
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return NoDelaySockets.prompt(from.createSocket(socket, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return NoDelaySockets.prompt(from.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return NoDelaySockets.prompt(from.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return NoDelaySockets.prompt(from.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return NoDelaySockets.prompt(from.createSocket(host, port, local, localPort));
  }
}
