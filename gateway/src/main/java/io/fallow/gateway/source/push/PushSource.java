package io.fallow.gateway.source.push;

import com.sun.net.httpserver.HttpServer;
import io.fallow.gateway.source.Intake;
import io.fallow.gateway.source.ReadingSource;
import io.fallow.gateway.source.SourceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Listens at a port for as long as it can be had; each request is answered when it is on disk. */
final class PushSource extends ReadingSource {

  private static final int THREADS = 8;
  private static final int WAITING = 64;

  static {
    // Read once, by the JDK's server: a client that never ends its request must not keep a thread.
    System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "20"); // seconds
  }

  private final InetSocketAddress address;
  private final String token;
  private final Set<String> assets;
  private volatile int port;

  PushSource(String name, String bind, int port, String token, Set<String> assets, Clock clock) {
    super(name, clock);
    this.address = new InetSocketAddress(bind, port);
    this.token = token;
    this.assets = assets;
  }

  @Override
  public String describe() {
    return "http " + address.getHostString() + ":" + (port == 0 ? address.getPort() : port);
  }

  /** Where it listens; 0 while it doesn't. */
  int port() {
    return port;
  }

  @Override
  protected void read(Intake intake) throws SourceException, InterruptedException {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING));
    HttpServer server = open();
    try {
      server.setExecutor(threads);
      server.createContext("/", new PushHandler(token, assets, intake, state()));
      server.start();
      port = server.getAddress().getPort();
      state().ok();
      new CountDownLatch(1).await(); // until it is interrupted
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private HttpServer open() throws SourceException {
    try {
      return HttpServer.create(address, WAITING);
    } catch (IOException | RuntimeException e) { // no such address, as a fault of the caller
      throw new SourceException(describe() + " cannot be listened at: " + e.getMessage(), e);
    }
  }
}
