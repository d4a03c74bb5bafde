package io.fallow.scheduler.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A wire between a client and a server, which can be cut without a word to either. */
public final class Wire implements AutoCloseable {

  private final URI server;
  private final ServerSocket end;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  Wire(URI server) throws IOException {
    this.server = server;
    this.end = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    start("wire", this::accept);
  }

  /** The client's end of it. */
  public URI uri() {
    return URI.create("tcp://127.0.0.1:" + end.getLocalPort());
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = open(end.accept());
      Socket broker = open(new Socket(server.getHost(), server.getPort()));
      start("wire-up", () -> client.getInputStream().transferTo(broker.getOutputStream()));
      start("wire-down", () -> broker.getInputStream().transferTo(client.getOutputStream()));
    }
  }

  private Socket open(Socket socket) throws IOException {
    sockets.add(socket);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(String name, Work work) {
    Runnable untilCut =
        () -> {
          try {
            work.run();
          } catch (IOException cut) {
            Thread.currentThread().interrupt(); // it ends here
          }
        };
    Thread thread = new Thread(untilCut, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    cut();
  }

  /** Cuts it for good. */
  public void cut() {
    try {
      end.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
