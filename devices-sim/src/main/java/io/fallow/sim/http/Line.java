package io.fallow.sim.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One kept-alive connection to a server on this machine, opened when it is needed. It never sends a
 * request twice: after an {@link IOException} nobody knows whether the server has acted. Costs a
 * small part of what a general client does; understands answers with a length, as our server gives
 * them. Blocks; for one thread.
 */
public final class Line implements AutoCloseable {

  private static final int LONGEST_LINE = 16 * 1024;

  private final int port;
  private final int patienceMs;
  private Socket socket;
  private InputStream in;

  /**
   * Not connected yet.
   *
   * @param patience for the connection, and for each piece of an answer
   */
  public Line(int port, Duration patience) {
    this.port = port;
    this.patienceMs = (int) patience.toMillis();
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @throws IOException where none came; the next request goes over a new connection
   */
  public Said send(Ask ask) throws IOException {
    try {
      connect();
      socket.getOutputStream().write(ask.bytes());
      Said said = read();
      if (said.header("connection").filter("close"::equalsIgnoreCase).isPresent()) {
        close();
      }
      return said;
    } catch (IOException broken) {
      close();
      throw broken;
    }
  }

  private void connect() throws IOException {
    if (socket == null) {
      Socket fresh = new Socket();
      fresh.setTcpNoDelay(true);
      fresh.setSoTimeout(patienceMs);
      fresh.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patienceMs);
      socket = fresh;
      in = new BufferedInputStream(fresh.getInputStream());
    }
  }

  private Said read() throws IOException {
    String[] status = line().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new IOException("not an answer in HTTP/1: " + status[0]);
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the answer broke off");
    }
    return new Said(Integer.parseInt(status[1]), headers, new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > LONGEST_LINE) {
        throw new EOFException("the answer broke off");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Ends the connection; the next request opens another. */
  @Override
  public void close() throws IOException {
    if (socket != null) {
      Socket old = socket;
      socket = null;
      old.close();
    }
  }
}
