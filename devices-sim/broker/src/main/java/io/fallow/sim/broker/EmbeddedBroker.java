package io.fallow.sim.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.security.impl.SecurityStoreImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * A broker that speaks MQTT on loopback from its construction until {@link #close()}. It keeps
 * sessions, subscriptions and QoS 1 messages in its folder: what it acknowledged is still there
 * after a kill. When more comes in than is taken out, it pages to disk; it drops nothing.
 *
 * <p>One broker a folder at a time: a second one would wait for the first one's lock for ever.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private final EmbeddedActiveMQ server;
  private final int port;
  private final Doorman doorman;

  /**
   * Starts a broker and returns once it takes connections.
   *
   * @param port where to listen, or 0 for any free port
   * @throws IOException when the port is taken or the folder can't be used
   */
  public EmbeddedBroker(Path folder, int port, BrokerAccess access) throws IOException {
    this.port = freePort(port);
    this.server =
        new EmbeddedActiveMQ()
            .setConfiguration(BrokerSettings.of(folder, this.port))
            .setSecurityManager(new TopicPermissions(access));
    this.doorman = new Doorman(access);
    start(folder);
  }

  /** The port on which it listens. */
  public int port() {
    return port;
  }

  /** Where clients connect: {@code tcp://127.0.0.1:port}. */
  public URI uri() {
    return URI.create("tcp://127.0.0.1:" + port);
  }

  /**
   * Ends the connections of these users, and remembers no more that they were let in. Who should
   * not come back is refused by the {@link BrokerAccess} by now.
   */
  public void cut(Set<String> users) {
    if (server.getActiveMQServer().getSecurityStore() instanceof SecurityStoreImpl kept) {
      kept.invalidateAuthenticationCache();
      kept.invalidateAuthorizationCache();
    }
    doorman.cut(users);
  }

  /** Stops taking connections, ends those there are, and closes the journal. */
  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IOException("the broker did not stop cleanly: " + failure.getMessage(), failure);
    }
  }

  private void start(Path folder) throws IOException {
    try {
      server.start();
      if (!server
          .getActiveMQServer()
          .waitForActivation(BrokerSettings.START_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("another broker holds the folder");
      }
      server.getActiveMQServer().getRemotingService().addIncomingInterceptor(doorman);
    } catch (Exception failure) {
      IOException named =
          new IOException("no broker in " + folder + ": " + failure.getMessage(), failure);
      try {
        server.stop();
      } catch (Exception second) {
        named.addSuppressed(second);
      }
      throw named;
    }
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return socket.getLocalPort();
    }
  }
}
