package io.fallow.gateway.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway's port on the loopback: {@code /health} (200, or 503 when something is wrong), {@code
 * /readings} (the newest of each asset) and {@code /metrics} (Prometheus). Who is on this machine
 * may read it; nothing can be changed by it, and no secret is in it.
 */
public final class OpsServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OpsServer.class);
  private static final String JSON = "application/json";

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "ops");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Listens from now on.
   *
   * @param port 0 for any free one
   * @throws IOException if the port is taken
   */
  public OpsServer(int port, GatewayReport report, PrometheusMeterRegistry meters)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    server.setExecutor(threads);
    route("/health", JSON, report::isWell, report::health);
    route("/readings", JSON, () -> true, report::readings);
    route("/metrics", "text/plain; version=0.0.4; charset=utf-8", () -> true, meters::scrape);
    server.start();
  }

  private interface Well {
    boolean isWell();
  }

  private interface Page {
    String text() throws IOException;
  }

  private void route(String path, String type, Well well, Page page) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(path)) {
              exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
              exchange.sendResponseHeaders(405, -1);
            } else {
              answer(exchange, well.isWell() ? 200 : 503, type, page.text());
            }
          } catch (RuntimeException bug) {
            LOG.error("{} cannot be answered", path, bug);
          }
        });
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
